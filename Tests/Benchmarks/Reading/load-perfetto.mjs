// Loads a trace into Perfetto's engine under node; prints what loading alone took, in seconds.
//
//   node load-perfetto.mjs TRACE

import { readFileSync } from 'node:fs';
import { TraceProcessor } from '../../ViewerCheck/Drivers/trace-processor.mjs';

const bytes = readFileSync(process.argv[2]);
const start = performance.now();
const processor = await TraceProcessor.load(bytes);
const seconds = (performance.now() - start) / 1000;
if (processor.loadError) throw new Error(processor.loadError);
console.log(seconds, processor.query('select count(*) as n from slice')[0].n);
