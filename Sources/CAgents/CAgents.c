#include "CAgents.h"

// #embed belongs to C23; clang knows it in every dialect and says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t sitecustomize[] = {
#embed "../Agents/Python/sitecustomize.py"
};
static const uint8_t stretto_agent_package[] = {
#embed "../Agents/Python/stretto_agent/__init__.py"
};
static const uint8_t stretto_agent_awaiting[] = {
#embed "../Agents/Python/stretto_agent/awaiting.py"
};
static const uint8_t stretto_agent_blocking[] = {
#embed "../Agents/Python/stretto_agent/blocking.py"
};
static const uint8_t stretto_agent_callables[] = {
#embed "../Agents/Python/stretto_agent/callables.py"
};
static const uint8_t stretto_agent_clients[] = {
#embed "../Agents/Python/stretto_agent/clients.py"
};
static const uint8_t stretto_agent_executors[] = {
#embed "../Agents/Python/stretto_agent/executors.py"
};
static const uint8_t stretto_agent_futures[] = {
#embed "../Agents/Python/stretto_agent/futures.py"
};
static const uint8_t stretto_agent_identities[] = {
#embed "../Agents/Python/stretto_agent/identities.py"
};
static const uint8_t stretto_agent_imports[] = {
#embed "../Agents/Python/stretto_agent/imports.py"
};
static const uint8_t stretto_agent_layout[] = {
#embed "../Agents/Python/stretto_agent/layout.py"
};
static const uint8_t stretto_agent_loading[] = {
#embed "../Agents/Python/stretto_agent/loading.py"
};
static const uint8_t stretto_agent_loops[] = {
#embed "../Agents/Python/stretto_agent/loops.py"
};
static const uint8_t stretto_agent_loops_gevent[] = {
#embed "../Agents/Python/stretto_agent/loops_gevent.py"
};
static const uint8_t stretto_agent_loops_trio[] = {
#embed "../Agents/Python/stretto_agent/loops_trio.py"
};
static const uint8_t stretto_agent_loops_uv[] = {
#embed "../Agents/Python/stretto_agent/loops_uv.py"
};
static const uint8_t stretto_agent_native[] = {
#embed "../Agents/Python/stretto_agent/native.py"
};
static const uint8_t stretto_agent_null_ring[] = {
#embed "../Agents/Python/stretto_agent/null_ring.py"
};
static const uint8_t stretto_agent_pickling[] = {
#embed "../Agents/Python/stretto_agent/pickling.py"
};
static const uint8_t stretto_agent_pools[] = {
#embed "../Agents/Python/stretto_agent/pools.py"
};
static const uint8_t stretto_agent_processes[] = {
#embed "../Agents/Python/stretto_agent/processes.py"
};
static const uint8_t stretto_agent_quiet[] = {
#embed "../Agents/Python/stretto_agent/quiet.py"
};
static const uint8_t stretto_agent_ring[] = {
#embed "../Agents/Python/stretto_agent/ring.py"
};
static const uint8_t stretto_agent_sites[] = {
#embed "../Agents/Python/stretto_agent/sites.py"
};
static const uint8_t stretto_agent_threads[] = {
#embed "../Agents/Python/stretto_agent/threads.py"
};
static const uint8_t stretto_agent_workers[] = {
#embed "../Agents/Python/stretto_agent/workers.py"
};
static const uint8_t stretto_agent_wrapping[] = {
#embed "../Agents/Python/stretto_agent/wrapping.py"
};

static const cagents_file files[] = {
  {"sitecustomize.py", sitecustomize, sizeof sitecustomize},
  {"stretto_agent/__init__.py", stretto_agent_package, sizeof stretto_agent_package},
  {"stretto_agent/awaiting.py", stretto_agent_awaiting, sizeof stretto_agent_awaiting},
  {"stretto_agent/blocking.py", stretto_agent_blocking, sizeof stretto_agent_blocking},
  {"stretto_agent/callables.py", stretto_agent_callables, sizeof stretto_agent_callables},
  {"stretto_agent/clients.py", stretto_agent_clients, sizeof stretto_agent_clients},
  {"stretto_agent/executors.py", stretto_agent_executors, sizeof stretto_agent_executors},
  {"stretto_agent/futures.py", stretto_agent_futures, sizeof stretto_agent_futures},
  {"stretto_agent/identities.py", stretto_agent_identities, sizeof stretto_agent_identities},
  {"stretto_agent/imports.py", stretto_agent_imports, sizeof stretto_agent_imports},
  {"stretto_agent/layout.py", stretto_agent_layout, sizeof stretto_agent_layout},
  {"stretto_agent/loading.py", stretto_agent_loading, sizeof stretto_agent_loading},
  {"stretto_agent/loops.py", stretto_agent_loops, sizeof stretto_agent_loops},
  {"stretto_agent/loops_gevent.py", stretto_agent_loops_gevent, sizeof stretto_agent_loops_gevent},
  {"stretto_agent/loops_trio.py", stretto_agent_loops_trio, sizeof stretto_agent_loops_trio},
  {"stretto_agent/loops_uv.py", stretto_agent_loops_uv, sizeof stretto_agent_loops_uv},
  {"stretto_agent/native.py", stretto_agent_native, sizeof stretto_agent_native},
  {"stretto_agent/null_ring.py", stretto_agent_null_ring, sizeof stretto_agent_null_ring},
  {"stretto_agent/pickling.py", stretto_agent_pickling, sizeof stretto_agent_pickling},
  {"stretto_agent/pools.py", stretto_agent_pools, sizeof stretto_agent_pools},
  {"stretto_agent/processes.py", stretto_agent_processes, sizeof stretto_agent_processes},
  {"stretto_agent/quiet.py", stretto_agent_quiet, sizeof stretto_agent_quiet},
  {"stretto_agent/ring.py", stretto_agent_ring, sizeof stretto_agent_ring},
  {"stretto_agent/sites.py", stretto_agent_sites, sizeof stretto_agent_sites},
  {"stretto_agent/threads.py", stretto_agent_threads, sizeof stretto_agent_threads},
  {"stretto_agent/workers.py", stretto_agent_workers, sizeof stretto_agent_workers},
  {"stretto_agent/wrapping.py", stretto_agent_wrapping, sizeof stretto_agent_wrapping},
};

size_t cagents_file_count(void) { return sizeof files / sizeof *files; }

cagents_file cagents_file_at(size_t index) {
  return files[index < cagents_file_count() ? index : 0];
}
