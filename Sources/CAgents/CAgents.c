#include "CAgents.h"
