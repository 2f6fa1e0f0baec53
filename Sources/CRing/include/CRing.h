#ifndef CRing_h
#define CRing_h
#endif
