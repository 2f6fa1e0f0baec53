// Written by .ci/embed-viewer: the files of viewer/, by their names inside it.

static const uint8_t file_0[] = {
#embed "../../viewer/handover.css"
}, file_1[] = {
#embed "../../viewer/handover.html"
}, file_2[] = {
#embed "../../viewer/handover.mjs"
}, file_3[] = {
#embed "../../viewer/index.html"
}, file_4[] = {
#embed "../../viewer/src/a11y.mjs"
}, file_5[] = {
#embed "../../viewer/src/actions.mjs"
}, file_6[] = {
#embed "../../viewer/src/assemble.mjs"
}, file_7[] = {
#embed "../../viewer/src/axis.mjs"
}, file_8[] = {
#embed "../../viewer/src/band.mjs"
}, file_9[] = {
#embed "../../viewer/src/dom.mjs"
}, file_10[] = {
#embed "../../viewer/src/draw/colors.mjs"
}, file_11[] = {
#embed "../../viewer/src/draw/compare.mjs"
}, file_12[] = {
#embed "../../viewer/src/draw/flags.mjs"
}, file_13[] = {
#embed "../../viewer/src/draw/flows.mjs"
}, file_14[] = {
#embed "../../viewer/src/draw/frame.mjs"
}, file_15[] = {
#embed "../../viewer/src/draw/frames.mjs"
}, file_16[] = {
#embed "../../viewer/src/draw/grid.mjs"
}, file_17[] = {
#embed "../../viewer/src/draw/header.mjs"
}, file_18[] = {
#embed "../../viewer/src/draw/input.mjs"
}, file_19[] = {
#embed "../../viewer/src/draw/instants.mjs"
}, file_20[] = {
#embed "../../viewer/src/draw/labels.mjs"
}, file_21[] = {
#embed "../../viewer/src/draw/layout.mjs"
}, file_22[] = {
#embed "../../viewer/src/draw/moves.mjs"
}, file_23[] = {
#embed "../../viewer/src/draw/names.mjs"
}, file_24[] = {
#embed "../../viewer/src/draw/paint.mjs"
}, file_25[] = {
#embed "../../viewer/src/draw/path.mjs"
}, file_26[] = {
#embed "../../viewer/src/draw/scale.mjs"
}, file_27[] = {
#embed "../../viewer/src/draw/stage.mjs"
}, file_28[] = {
#embed "../../viewer/src/draw/strips.mjs"
}, file_29[] = {
#embed "../../viewer/src/drop.mjs"
}, file_30[] = {
#embed "../../viewer/src/explain.mjs"
}, file_31[] = {
#embed "../../viewer/src/format.mjs"
}, file_32[] = {
#embed "../../viewer/src/keys.mjs"
}, file_33[] = {
#embed "../../viewer/src/loading.mjs"
}, file_34[] = {
#embed "../../viewer/src/lod.mjs"
}, file_35[] = {
#embed "../../viewer/src/main.mjs"
}, file_36[] = {
#embed "../../viewer/src/minimap.mjs"
}, file_37[] = {
#embed "../../viewer/src/mount.mjs"
}, file_38[] = {
#embed "../../viewer/src/navigate.mjs"
}, file_39[] = {
#embed "../../viewer/src/overlay.mjs"
}, file_40[] = {
#embed "../../viewer/src/panels/details.mjs"
}, file_41[] = {
#embed "../../viewer/src/panels/files.mjs"
}, file_42[] = {
#embed "../../viewer/src/panels/flame.mjs"
}, file_43[] = {
#embed "../../viewer/src/panels/header.mjs"
}, file_44[] = {
#embed "../../viewer/src/panels/help.mjs"
}, file_45[] = {
#embed "../../viewer/src/panels/keys-bar.mjs"
}, file_46[] = {
#embed "../../viewer/src/panels/lens.mjs"
}, file_47[] = {
#embed "../../viewer/src/panels/parts.mjs"
}, file_48[] = {
#embed "../../viewer/src/panels/path.mjs"
}, file_49[] = {
#embed "../../viewer/src/panels/search-box.mjs"
}, file_50[] = {
#embed "../../viewer/src/panels/speedup.mjs"
}, file_51[] = {
#embed "../../viewer/src/panels/start.mjs"
}, file_52[] = {
#embed "../../viewer/src/panels/states.mjs"
}, file_53[] = {
#embed "../../viewer/src/panels/sums.mjs"
}, file_54[] = {
#embed "../../viewer/src/panels/tools.mjs"
}, file_55[] = {
#embed "../../viewer/src/panels/tooltip.mjs"
}, file_56[] = {
#embed "../../viewer/src/panels/trust.mjs"
}, file_57[] = {
#embed "../../viewer/src/panels/verdict.mjs"
}, file_58[] = {
#embed "../../viewer/src/panels/waits.mjs"
}, file_59[] = {
#embed "../../viewer/src/perfetto.mjs"
}, file_60[] = {
#embed "../../viewer/src/raster.mjs"
}, file_61[] = {
#embed "../../viewer/src/rows.mjs"
}, file_62[] = {
#embed "../../viewer/src/search.mjs"
}, file_63[] = {
#embed "../../viewer/src/session.mjs"
}, file_64[] = {
#embed "../../viewer/src/states.mjs"
}, file_65[] = {
#embed "../../viewer/src/store.mjs"
}, file_66[] = {
#embed "../../viewer/src/strips.mjs"
}, file_67[] = {
#embed "../../viewer/src/sums.mjs"
}, file_68[] = {
#embed "../../viewer/src/theme.mjs"
}, file_69[] = {
#embed "../../viewer/src/timeline.mjs"
}, file_70[] = {
#embed "../../viewer/src/url.mjs"
}, file_71[] = {
#embed "../../viewer/src/view-data.mjs"
}, file_72[] = {
#embed "../../viewer/theme.css"
};

static const cviewer_file files[] = {
  {"handover.css", file_0, sizeof file_0},
  {"handover.html", file_1, sizeof file_1},
  {"handover.mjs", file_2, sizeof file_2},
  {"index.html", file_3, sizeof file_3},
  {"src/a11y.mjs", file_4, sizeof file_4},
  {"src/actions.mjs", file_5, sizeof file_5},
  {"src/assemble.mjs", file_6, sizeof file_6},
  {"src/axis.mjs", file_7, sizeof file_7},
  {"src/band.mjs", file_8, sizeof file_8},
  {"src/dom.mjs", file_9, sizeof file_9},
  {"src/draw/colors.mjs", file_10, sizeof file_10},
  {"src/draw/compare.mjs", file_11, sizeof file_11},
  {"src/draw/flags.mjs", file_12, sizeof file_12},
  {"src/draw/flows.mjs", file_13, sizeof file_13},
  {"src/draw/frame.mjs", file_14, sizeof file_14},
  {"src/draw/frames.mjs", file_15, sizeof file_15},
  {"src/draw/grid.mjs", file_16, sizeof file_16},
  {"src/draw/header.mjs", file_17, sizeof file_17},
  {"src/draw/input.mjs", file_18, sizeof file_18},
  {"src/draw/instants.mjs", file_19, sizeof file_19},
  {"src/draw/labels.mjs", file_20, sizeof file_20},
  {"src/draw/layout.mjs", file_21, sizeof file_21},
  {"src/draw/moves.mjs", file_22, sizeof file_22},
  {"src/draw/names.mjs", file_23, sizeof file_23},
  {"src/draw/paint.mjs", file_24, sizeof file_24},
  {"src/draw/path.mjs", file_25, sizeof file_25},
  {"src/draw/scale.mjs", file_26, sizeof file_26},
  {"src/draw/stage.mjs", file_27, sizeof file_27},
  {"src/draw/strips.mjs", file_28, sizeof file_28},
  {"src/drop.mjs", file_29, sizeof file_29},
  {"src/explain.mjs", file_30, sizeof file_30},
  {"src/format.mjs", file_31, sizeof file_31},
  {"src/keys.mjs", file_32, sizeof file_32},
  {"src/loading.mjs", file_33, sizeof file_33},
  {"src/lod.mjs", file_34, sizeof file_34},
  {"src/main.mjs", file_35, sizeof file_35},
  {"src/minimap.mjs", file_36, sizeof file_36},
  {"src/mount.mjs", file_37, sizeof file_37},
  {"src/navigate.mjs", file_38, sizeof file_38},
  {"src/overlay.mjs", file_39, sizeof file_39},
  {"src/panels/details.mjs", file_40, sizeof file_40},
  {"src/panels/files.mjs", file_41, sizeof file_41},
  {"src/panels/flame.mjs", file_42, sizeof file_42},
  {"src/panels/header.mjs", file_43, sizeof file_43},
  {"src/panels/help.mjs", file_44, sizeof file_44},
  {"src/panels/keys-bar.mjs", file_45, sizeof file_45},
  {"src/panels/lens.mjs", file_46, sizeof file_46},
  {"src/panels/parts.mjs", file_47, sizeof file_47},
  {"src/panels/path.mjs", file_48, sizeof file_48},
  {"src/panels/search-box.mjs", file_49, sizeof file_49},
  {"src/panels/speedup.mjs", file_50, sizeof file_50},
  {"src/panels/start.mjs", file_51, sizeof file_51},
  {"src/panels/states.mjs", file_52, sizeof file_52},
  {"src/panels/sums.mjs", file_53, sizeof file_53},
  {"src/panels/tools.mjs", file_54, sizeof file_54},
  {"src/panels/tooltip.mjs", file_55, sizeof file_55},
  {"src/panels/trust.mjs", file_56, sizeof file_56},
  {"src/panels/verdict.mjs", file_57, sizeof file_57},
  {"src/panels/waits.mjs", file_58, sizeof file_58},
  {"src/perfetto.mjs", file_59, sizeof file_59},
  {"src/raster.mjs", file_60, sizeof file_60},
  {"src/rows.mjs", file_61, sizeof file_61},
  {"src/search.mjs", file_62, sizeof file_62},
  {"src/session.mjs", file_63, sizeof file_63},
  {"src/states.mjs", file_64, sizeof file_64},
  {"src/store.mjs", file_65, sizeof file_65},
  {"src/strips.mjs", file_66, sizeof file_66},
  {"src/sums.mjs", file_67, sizeof file_67},
  {"src/theme.mjs", file_68, sizeof file_68},
  {"src/timeline.mjs", file_69, sizeof file_69},
  {"src/url.mjs", file_70, sizeof file_70},
  {"src/view-data.mjs", file_71, sizeof file_71},
  {"theme.css", file_72, sizeof file_72},
};
