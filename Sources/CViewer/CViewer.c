#include "CViewer.h"
