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
#embed "../../viewer/src/args.mjs"
}, file_7[] = {
#embed "../../viewer/src/assemble.mjs"
}, file_8[] = {
#embed "../../viewer/src/axis.mjs"
}, file_9[] = {
#embed "../../viewer/src/band.mjs"
}, file_10[] = {
#embed "../../viewer/src/bytes/inflate.mjs"
}, file_11[] = {
#embed "../../viewer/src/bytes/source.mjs"
}, file_12[] = {
#embed "../../viewer/src/bytes/text.mjs"
}, file_13[] = {
#embed "../../viewer/src/dom.mjs"
}, file_14[] = {
#embed "../../viewer/src/draw/colors.mjs"
}, file_15[] = {
#embed "../../viewer/src/draw/compare.mjs"
}, file_16[] = {
#embed "../../viewer/src/draw/counters.mjs"
}, file_17[] = {
#embed "../../viewer/src/draw/flags.mjs"
}, file_18[] = {
#embed "../../viewer/src/draw/flows.mjs"
}, file_19[] = {
#embed "../../viewer/src/draw/frame.mjs"
}, file_20[] = {
#embed "../../viewer/src/draw/frames.mjs"
}, file_21[] = {
#embed "../../viewer/src/draw/grid.mjs"
}, file_22[] = {
#embed "../../viewer/src/draw/handover.mjs"
}, file_23[] = {
#embed "../../viewer/src/draw/header.mjs"
}, file_24[] = {
#embed "../../viewer/src/draw/input.mjs"
}, file_25[] = {
#embed "../../viewer/src/draw/instants.mjs"
}, file_26[] = {
#embed "../../viewer/src/draw/labels.mjs"
}, file_27[] = {
#embed "../../viewer/src/draw/layout.mjs"
}, file_28[] = {
#embed "../../viewer/src/draw/moves.mjs"
}, file_29[] = {
#embed "../../viewer/src/draw/names.mjs"
}, file_30[] = {
#embed "../../viewer/src/draw/paint.mjs"
}, file_31[] = {
#embed "../../viewer/src/draw/path.mjs"
}, file_32[] = {
#embed "../../viewer/src/draw/rects.mjs"
}, file_33[] = {
#embed "../../viewer/src/draw/scale.mjs"
}, file_34[] = {
#embed "../../viewer/src/draw/stacks.mjs"
}, file_35[] = {
#embed "../../viewer/src/draw/stage.mjs"
}, file_36[] = {
#embed "../../viewer/src/draw/strips.mjs"
}, file_37[] = {
#embed "../../viewer/src/draw/svg.mjs"
}, file_38[] = {
#embed "../../viewer/src/drop.mjs"
}, file_39[] = {
#embed "../../viewer/src/explain.mjs"
}, file_40[] = {
#embed "../../viewer/src/export.mjs"
}, file_41[] = {
#embed "../../viewer/src/flame.mjs"
}, file_42[] = {
#embed "../../viewer/src/format.mjs"
}, file_43[] = {
#embed "../../viewer/src/keys.mjs"
}, file_44[] = {
#embed "../../viewer/src/lens.mjs"
}, file_45[] = {
#embed "../../viewer/src/load.mjs"
}, file_46[] = {
#embed "../../viewer/src/load/embedded.mjs"
}, file_47[] = {
#embed "../../viewer/src/load/failure.mjs"
}, file_48[] = {
#embed "../../viewer/src/load/find.mjs"
}, file_49[] = {
#embed "../../viewer/src/load/kit.mjs"
}, file_50[] = {
#embed "../../viewer/src/load/limits.mjs"
}, file_51[] = {
#embed "../../viewer/src/load/reading.mjs"
}, file_52[] = {
#embed "../../viewer/src/load/remote.mjs"
}, file_53[] = {
#embed "../../viewer/src/loading.mjs"
}, file_54[] = {
#embed "../../viewer/src/lod.mjs"
}, file_55[] = {
#embed "../../viewer/src/main.mjs"
}, file_56[] = {
#embed "../../viewer/src/minimap.mjs"
}, file_57[] = {
#embed "../../viewer/src/model/arrows.mjs"
}, file_58[] = {
#embed "../../viewer/src/model/async.mjs"
}, file_59[] = {
#embed "../../viewer/src/model/builder.mjs"
}, file_60[] = {
#embed "../../viewer/src/model/categories.mjs"
}, file_61[] = {
#embed "../../viewer/src/model/columns.mjs"
}, file_62[] = {
#embed "../../viewer/src/model/finish.mjs"
}, file_63[] = {
#embed "../../viewer/src/model/lanes.mjs"
}, file_64[] = {
#embed "../../viewer/src/model/layout.mjs"
}, file_65[] = {
#embed "../../viewer/src/model/marks.mjs"
}, file_66[] = {
#embed "../../viewer/src/model/notes.mjs"
}, file_67[] = {
#embed "../../viewer/src/model/points.mjs"
}, file_68[] = {
#embed "../../viewer/src/model/rows.mjs"
}, file_69[] = {
#embed "../../viewer/src/model/runs.mjs"
}, file_70[] = {
#embed "../../viewer/src/model/sort.mjs"
}, file_71[] = {
#embed "../../viewer/src/model/strip.mjs"
}, file_72[] = {
#embed "../../viewer/src/model/tasks.mjs"
}, file_73[] = {
#embed "../../viewer/src/mount.mjs"
}, file_74[] = {
#embed "../../viewer/src/navigate.mjs"
}, file_75[] = {
#embed "../../viewer/src/overlay.mjs"
}, file_76[] = {
#embed "../../viewer/src/panels/details.mjs"
}, file_77[] = {
#embed "../../viewer/src/panels/files.mjs"
}, file_78[] = {
#embed "../../viewer/src/panels/flame.mjs"
}, file_79[] = {
#embed "../../viewer/src/panels/header.mjs"
}, file_80[] = {
#embed "../../viewer/src/panels/help.mjs"
}, file_81[] = {
#embed "../../viewer/src/panels/keys-bar.mjs"
}, file_82[] = {
#embed "../../viewer/src/panels/lens.mjs"
}, file_83[] = {
#embed "../../viewer/src/panels/parts.mjs"
}, file_84[] = {
#embed "../../viewer/src/panels/path.mjs"
}, file_85[] = {
#embed "../../viewer/src/panels/search-box.mjs"
}, file_86[] = {
#embed "../../viewer/src/panels/speedup.mjs"
}, file_87[] = {
#embed "../../viewer/src/panels/start.mjs"
}, file_88[] = {
#embed "../../viewer/src/panels/states.mjs"
}, file_89[] = {
#embed "../../viewer/src/panels/sums.mjs"
}, file_90[] = {
#embed "../../viewer/src/panels/tools.mjs"
}, file_91[] = {
#embed "../../viewer/src/panels/tooltip.mjs"
}, file_92[] = {
#embed "../../viewer/src/panels/trust.mjs"
}, file_93[] = {
#embed "../../viewer/src/panels/verdict.mjs"
}, file_94[] = {
#embed "../../viewer/src/panels/waits.mjs"
}, file_95[] = {
#embed "../../viewer/src/parse/event.mjs"
}, file_96[] = {
#embed "../../viewer/src/parse/pairs.mjs"
}, file_97[] = {
#embed "../../viewer/src/parse/skip.mjs"
}, file_98[] = {
#embed "../../viewer/src/parse/strings.mjs"
}, file_99[] = {
#embed "../../viewer/src/parse/time.mjs"
}, file_100[] = {
#embed "../../viewer/src/parse/trace.mjs"
}, file_101[] = {
#embed "../../viewer/src/perfetto.mjs"
}, file_102[] = {
#embed "../../viewer/src/raster.mjs"
}, file_103[] = {
#embed "../../viewer/src/rows.mjs"
}, file_104[] = {
#embed "../../viewer/src/sealed.mjs"
}, file_105[] = {
#embed "../../viewer/src/search.mjs"
}, file_106[] = {
#embed "../../viewer/src/session.mjs"
}, file_107[] = {
#embed "../../viewer/src/states.mjs"
}, file_108[] = {
#embed "../../viewer/src/store.mjs"
}, file_109[] = {
#embed "../../viewer/src/strips.mjs"
}, file_110[] = {
#embed "../../viewer/src/sums.mjs"
}, file_111[] = {
#embed "../../viewer/src/text.mjs"
}, file_112[] = {
#embed "../../viewer/src/theme.mjs"
}, file_113[] = {
#embed "../../viewer/src/timeline.mjs"
}, file_114[] = {
#embed "../../viewer/src/url.mjs"
}, file_115[] = {
#embed "../../viewer/src/view-data.mjs"
}, file_116[] = {
#embed "../../viewer/src/worker.mjs"
}, file_117[] = {
#embed "../../viewer/theme.css"
};

static const cviewer_file files[] = {
  {"handover.css", file_0, sizeof file_0},
  {"handover.html", file_1, sizeof file_1},
  {"handover.mjs", file_2, sizeof file_2},
  {"index.html", file_3, sizeof file_3},
  {"src/a11y.mjs", file_4, sizeof file_4},
  {"src/actions.mjs", file_5, sizeof file_5},
  {"src/args.mjs", file_6, sizeof file_6},
  {"src/assemble.mjs", file_7, sizeof file_7},
  {"src/axis.mjs", file_8, sizeof file_8},
  {"src/band.mjs", file_9, sizeof file_9},
  {"src/bytes/inflate.mjs", file_10, sizeof file_10},
  {"src/bytes/source.mjs", file_11, sizeof file_11},
  {"src/bytes/text.mjs", file_12, sizeof file_12},
  {"src/dom.mjs", file_13, sizeof file_13},
  {"src/draw/colors.mjs", file_14, sizeof file_14},
  {"src/draw/compare.mjs", file_15, sizeof file_15},
  {"src/draw/counters.mjs", file_16, sizeof file_16},
  {"src/draw/flags.mjs", file_17, sizeof file_17},
  {"src/draw/flows.mjs", file_18, sizeof file_18},
  {"src/draw/frame.mjs", file_19, sizeof file_19},
  {"src/draw/frames.mjs", file_20, sizeof file_20},
  {"src/draw/grid.mjs", file_21, sizeof file_21},
  {"src/draw/handover.mjs", file_22, sizeof file_22},
  {"src/draw/header.mjs", file_23, sizeof file_23},
  {"src/draw/input.mjs", file_24, sizeof file_24},
  {"src/draw/instants.mjs", file_25, sizeof file_25},
  {"src/draw/labels.mjs", file_26, sizeof file_26},
  {"src/draw/layout.mjs", file_27, sizeof file_27},
  {"src/draw/moves.mjs", file_28, sizeof file_28},
  {"src/draw/names.mjs", file_29, sizeof file_29},
  {"src/draw/paint.mjs", file_30, sizeof file_30},
  {"src/draw/path.mjs", file_31, sizeof file_31},
  {"src/draw/rects.mjs", file_32, sizeof file_32},
  {"src/draw/scale.mjs", file_33, sizeof file_33},
  {"src/draw/stacks.mjs", file_34, sizeof file_34},
  {"src/draw/stage.mjs", file_35, sizeof file_35},
  {"src/draw/strips.mjs", file_36, sizeof file_36},
  {"src/draw/svg.mjs", file_37, sizeof file_37},
  {"src/drop.mjs", file_38, sizeof file_38},
  {"src/explain.mjs", file_39, sizeof file_39},
  {"src/export.mjs", file_40, sizeof file_40},
  {"src/flame.mjs", file_41, sizeof file_41},
  {"src/format.mjs", file_42, sizeof file_42},
  {"src/keys.mjs", file_43, sizeof file_43},
  {"src/lens.mjs", file_44, sizeof file_44},
  {"src/load.mjs", file_45, sizeof file_45},
  {"src/load/embedded.mjs", file_46, sizeof file_46},
  {"src/load/failure.mjs", file_47, sizeof file_47},
  {"src/load/find.mjs", file_48, sizeof file_48},
  {"src/load/kit.mjs", file_49, sizeof file_49},
  {"src/load/limits.mjs", file_50, sizeof file_50},
  {"src/load/reading.mjs", file_51, sizeof file_51},
  {"src/load/remote.mjs", file_52, sizeof file_52},
  {"src/loading.mjs", file_53, sizeof file_53},
  {"src/lod.mjs", file_54, sizeof file_54},
  {"src/main.mjs", file_55, sizeof file_55},
  {"src/minimap.mjs", file_56, sizeof file_56},
  {"src/model/arrows.mjs", file_57, sizeof file_57},
  {"src/model/async.mjs", file_58, sizeof file_58},
  {"src/model/builder.mjs", file_59, sizeof file_59},
  {"src/model/categories.mjs", file_60, sizeof file_60},
  {"src/model/columns.mjs", file_61, sizeof file_61},
  {"src/model/finish.mjs", file_62, sizeof file_62},
  {"src/model/lanes.mjs", file_63, sizeof file_63},
  {"src/model/layout.mjs", file_64, sizeof file_64},
  {"src/model/marks.mjs", file_65, sizeof file_65},
  {"src/model/notes.mjs", file_66, sizeof file_66},
  {"src/model/points.mjs", file_67, sizeof file_67},
  {"src/model/rows.mjs", file_68, sizeof file_68},
  {"src/model/runs.mjs", file_69, sizeof file_69},
  {"src/model/sort.mjs", file_70, sizeof file_70},
  {"src/model/strip.mjs", file_71, sizeof file_71},
  {"src/model/tasks.mjs", file_72, sizeof file_72},
  {"src/mount.mjs", file_73, sizeof file_73},
  {"src/navigate.mjs", file_74, sizeof file_74},
  {"src/overlay.mjs", file_75, sizeof file_75},
  {"src/panels/details.mjs", file_76, sizeof file_76},
  {"src/panels/files.mjs", file_77, sizeof file_77},
  {"src/panels/flame.mjs", file_78, sizeof file_78},
  {"src/panels/header.mjs", file_79, sizeof file_79},
  {"src/panels/help.mjs", file_80, sizeof file_80},
  {"src/panels/keys-bar.mjs", file_81, sizeof file_81},
  {"src/panels/lens.mjs", file_82, sizeof file_82},
  {"src/panels/parts.mjs", file_83, sizeof file_83},
  {"src/panels/path.mjs", file_84, sizeof file_84},
  {"src/panels/search-box.mjs", file_85, sizeof file_85},
  {"src/panels/speedup.mjs", file_86, sizeof file_86},
  {"src/panels/start.mjs", file_87, sizeof file_87},
  {"src/panels/states.mjs", file_88, sizeof file_88},
  {"src/panels/sums.mjs", file_89, sizeof file_89},
  {"src/panels/tools.mjs", file_90, sizeof file_90},
  {"src/panels/tooltip.mjs", file_91, sizeof file_91},
  {"src/panels/trust.mjs", file_92, sizeof file_92},
  {"src/panels/verdict.mjs", file_93, sizeof file_93},
  {"src/panels/waits.mjs", file_94, sizeof file_94},
  {"src/parse/event.mjs", file_95, sizeof file_95},
  {"src/parse/pairs.mjs", file_96, sizeof file_96},
  {"src/parse/skip.mjs", file_97, sizeof file_97},
  {"src/parse/strings.mjs", file_98, sizeof file_98},
  {"src/parse/time.mjs", file_99, sizeof file_99},
  {"src/parse/trace.mjs", file_100, sizeof file_100},
  {"src/perfetto.mjs", file_101, sizeof file_101},
  {"src/raster.mjs", file_102, sizeof file_102},
  {"src/rows.mjs", file_103, sizeof file_103},
  {"src/sealed.mjs", file_104, sizeof file_104},
  {"src/search.mjs", file_105, sizeof file_105},
  {"src/session.mjs", file_106, sizeof file_106},
  {"src/states.mjs", file_107, sizeof file_107},
  {"src/store.mjs", file_108, sizeof file_108},
  {"src/strips.mjs", file_109, sizeof file_109},
  {"src/sums.mjs", file_110, sizeof file_110},
  {"src/text.mjs", file_111, sizeof file_111},
  {"src/theme.mjs", file_112, sizeof file_112},
  {"src/timeline.mjs", file_113, sizeof file_113},
  {"src/url.mjs", file_114, sizeof file_114},
  {"src/view-data.mjs", file_115, sizeof file_115},
  {"src/worker.mjs", file_116, sizeof file_116},
  {"theme.css", file_117, sizeof file_117},
};
