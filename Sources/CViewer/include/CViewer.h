#ifndef CViewer_h
#define CViewer_h
#endif
