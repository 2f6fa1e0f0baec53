// Written by .ci/embed-viewer: the files of viewer/, by their names inside it.

static const uint8_t file_0[] = {
#embed "../../viewer/handover.css"
};
static const uint8_t file_1[] = {
#embed "../../viewer/handover.html"
};
static const uint8_t file_2[] = {
#embed "../../viewer/handover.mjs"
};
static const uint8_t file_3[] = {
#embed "../../viewer/index.html"
};
static const uint8_t file_4[] = {
#embed "../../viewer/src/main.mjs"
};
static const uint8_t file_5[] = {
#embed "../../viewer/src/states.mjs"
};
static const uint8_t file_6[] = {
#embed "../../viewer/src/store.mjs"
};
static const uint8_t file_7[] = {
#embed "../../viewer/theme.css"
};

static const cviewer_file files[] = {
  {"handover.css", file_0, sizeof file_0},
  {"handover.html", file_1, sizeof file_1},
  {"handover.mjs", file_2, sizeof file_2},
  {"index.html", file_3, sizeof file_3},
  {"src/main.mjs", file_4, sizeof file_4},
  {"src/states.mjs", file_5, sizeof file_5},
  {"src/store.mjs", file_6, sizeof file_6},
  {"theme.css", file_7, sizeof file_7},
};
