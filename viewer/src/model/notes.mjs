// What reading lost, cut, estimated or mended, one sentence each. Imports nothing.

/**
 * @param {object} facts counts as `finishModel` and `readTrace` gather them
 * @param {{counted: Function, grouped: Function, display: Function}} kit
 * @returns {string[]} none for a whole file of ours
 */
export function notesOf(facts, { counted, grouped }) {
  const notes = [];
  const say = (count, sentence) => {
    if (count > 0) notes.push(sentence(count));
  };
  const were = (count, noun, rest) => `${counted(count, noun)} ${count === 1 ? 'was' : 'were'} ${rest}`;
  const { text, tally } = facts;
  if (text.damage) {
    notes.push(`The gzip file is damaged at byte ${grouped(text.damageAt)}: ${text.damage}. ${facts.truncation ? 'What came later is missing.' : text.damage.includes('checksum') ? 'What it holds may be wrong.' : 'The trace itself is whole.'}`);
  }
  if (facts.truncation) {
    notes.push(`The file is cut at byte ${grouped(facts.truncation.byte)} of its text (${facts.truncation.reason}): what came later is missing. \`stretto repair\` makes it whole for other viewers.`);
  }
  say(facts.malformed, (count) => `${were(count, 'event', 'left out because it could not be read').replace('because it', count === 1 ? 'because it' : 'because they')}; the first is at byte ${grouped(facts.firstMalformed)}.`);
  say(tally.noDuration, (count) => `${were(count, 'span', 'without a duration and drawn to the end')}.`.replace('was without', 'is without').replace('were without', 'are without'));
  say(facts.unfinished, (count) => `${counted(count, 'span')} never ended and ${count === 1 ? 'is' : 'are'} drawn to the end.`);
  say(facts.unmatchedEnds, (count) => `${were(count, 'end', 'left out: no begin belongs to it').replace('to it', count === 1 ? 'to it' : 'to them')}.`);
  say(facts.unmatchedArrows, (count) => `${were(count, 'arrow', 'left out: one end is missing')}.`);
  say(facts.crossing, (count) => `${counted(count, 'span')} overlap${count === 1 ? 's' : ''} another without nesting and ${count === 1 ? 'stands' : 'stand'} on an extra row.`);
  say(facts.beyond, (count) => `${counted(count, 'span')} nest${count === 1 ? 's' : ''} too deep for a row; the strip of states counts ${count === 1 ? 'it' : 'them'}.`);
  say(tally.rounded, (count) => `${counted(count, 'time')} so far from the start of the clock that nanoseconds are rounded.`);
  say(tally.lanesRefused, (count) => `${were(count, 'event', `left out: the trace has more than ${grouped(200_000)} lanes`)}.`);
  say(facts.lanesUndrawn, (count) => `${were(count, 'async task', `left out: the trace has more than ${grouped(200_000)} lanes`)}.`);
  say(facts.counters.refused, (count) => `${were(count, 'counter value', `left out: there are more than ${grouped(20_000)} counters`)}.`);
  say(facts.counters.valuesRefused, (count) => `${were(count, 'counter value', 'no finite number and left out').replace('were no finite number', 'were no finite numbers')}.`);
  say(tally.argsUnavailable, (count) => `The arguments of ${counted(count, 'event')} beyond 4 GiB of text cannot be shown.`);
  say(facts.namesRefused, (count) => `${counted(count, 'name')} beyond the 4 million kept ${count === 1 ? 'is' : 'are'} shown as empty.`);
  say(facts.namesCut, (count) => `${were(count, 'name', 'longer than 64 KiB and cut')}.`);
  say(facts.framesRefused, (count) => `${were(count, 'stack frame', 'left out: there are more than 2 million')}.`);
  if (facts.isMetadataTooLong) notes.push('otherData is longer than 16 MiB, or nests too deep, and was not read.');
  if (facts.isMetadataDamaged) notes.push('otherData is damaged and was not read.');
  if (text.members > 1) notes.push(`The file has ${grouped(text.members)} gzip members: most viewers show the first only.`);
  say(facts.ignored, (count) => `${were(count, 'byte', 'passed over')} after or between the trace's parts.`);
  if (facts.origin !== 0) notes.push('Its clock is an epoch: times are counted from the first event.');
  if (facts.isForeign && facts.hasCovers) notes.push('This trace is not by Stretto: its spans count as running, whatever they waited for.');
  if (facts.isEmpty) notes.push('There is nothing to draw: the trace holds no spans, counters or instants.');
  return notes;
}
