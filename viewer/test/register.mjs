// Lets node's tests import modules by the page's bare names: node --import ./viewer/test/register.mjs --test …
// Works from node 18.19 and 20.6 on. Modules without bare imports need none of it.
import { register } from 'node:module';

const source = new URL('../src/', import.meta.url).href;
register(`data:text/javascript,${encodeURIComponent(`
  export function resolve(name, context, next) {
    return name.startsWith('v/') ? next(${JSON.stringify(source)} + name.slice(2) + '.mjs', context) : next(name, context);
  }`)}`);
