#include "CViewer.h"

// #embed belongs to C23; clang knows it in every dialect and says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t handover_html[] = {
#embed "../../viewer/handover.html"
};
static const uint8_t handover_css[] = {
#embed "../../viewer/handover.css"
};
static const uint8_t handover_mjs[] = {
#embed "../../viewer/handover.mjs"
};

static const cviewer_file files[] = {
  {"handover.html", handover_html, sizeof handover_html},
  {"handover.css", handover_css, sizeof handover_css},
  {"handover.mjs", handover_mjs, sizeof handover_mjs},
};

size_t cviewer_file_count(void) { return sizeof files / sizeof *files; }

cviewer_file cviewer_file_at(size_t index) {
  return files[index < cviewer_file_count() ? index : 0];
}
