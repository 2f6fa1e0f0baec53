#ifndef CClock_h
#define CClock_h
#endif
