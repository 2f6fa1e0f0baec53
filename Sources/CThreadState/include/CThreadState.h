#ifndef CThreadState_h
#define CThreadState_h
#endif
