// The functions of the query language. To add one: write its transform, then one entry here.
import { categorize } from '../transforms/categorize.ts'
import { chunkByKey } from '../transforms/chunk-by-key.ts'
import { concat } from '../transforms/concat.ts'
import { excludeKeyvals, filterKeyvals, filterKeyvalsRegex } from '../transforms/filter-keyvals.ts'
import { filterPeriodIntersect } from '../transforms/filter-period-intersect.ts'
import { flood } from '../transforms/flood.ts'
import { limitEvents } from '../transforms/limit.ts'
import { mergeByKeys } from '../transforms/merge-by-keys.ts'
import { perColumns } from '../transforms/per-columns.ts'
import { periodUnion } from '../transforms/period-union.ts'
import { sortByDuration, sortByTimestamp } from '../transforms/sort.ts'
import { splitUrlEvents } from '../transforms/split-url.ts'
import { sumDurations } from '../transforms/sum-durations.ts'
import { tag } from '../transforms/tag.ts'
import { unionNoOverlap } from '../transforms/union-no-overlap.ts'
import { findBucket, queryBucket, queryBucketNames } from './bucket-functions.ts'
import { contains } from './contains.ts'
import { define, defineByCount, defineVariadic, type QueryFunction } from './function.ts'
import { anyValue, eventList, jsonTexts, numeric, text, textList } from './parameter.ts'
import { printValues } from './print.ts'
import { regexTest } from './regex-test.ts'
import { ruleMatcher } from './rule-matcher.ts'
import { categoryRules, tagRules } from './rules.ts'
import { bool, events, number } from './value.ts'

/** Dashboards flood the same events in query after query, and reader threads give them the same columns. */
const floodOnce = perColumns(flood)

export const FUNCTIONS: Readonly<Record<string, QueryFunction>> = {
  query_bucket: define([text], ([id], run) => queryBucket(id, run)),
  query_bucket_names: define([], (_, run) => queryBucketNames(run)),
  find_bucket: defineByCount(
    new Map([
      [1, define([text], ([prefix], run) => findBucket(prefix, undefined, run))],
      [2, define([text, text], ([prefix, hostname], run) => findBucket(prefix, hostname, run))],
    ]),
  ),
  print: defineVariadic(anyValue, printValues),
  contains: define([anyValue, anyValue], ([container, item]) => bool(contains(container, item))),
  concat: defineVariadic(eventList, (lists) => events(concat(lists))),
  limit_events: define([eventList, numeric], ([input, count]) => events(limitEvents(input, count))),
  sort_by_timestamp: define([eventList], ([input]) => events(sortByTimestamp(input))),
  sort_by_duration: define([eventList], ([input]) => events(sortByDuration(input))),
  sum_durations: define([eventList], ([input]) => number(sumDurations(input))),
  flood: define([eventList], ([input]) => events(floodOnce(input))),
  filter_period_intersect: define([eventList, eventList], ([input, periods]) =>
    events(filterPeriodIntersect(input, periods)),
  ),
  period_union: define([eventList, eventList], ([a, b]) => events(periodUnion(a, b))),
  union_no_overlap: define([eventList, eventList], ([a, b]) => events(unionNoOverlap(a, b))),
  merge_events_by_keys: define([eventList, textList], ([input, keys]) =>
    events(mergeByKeys(input, keys)),
  ),
  chunk_events_by_key: define([eventList, text], ([input, key]) => events(chunkByKey(input, key))),
  filter_keyvals: define([eventList, text, jsonTexts], ([input, key, values]) =>
    events(filterKeyvals(input, key, values)),
  ),
  exclude_keyvals: define([eventList, text, jsonTexts], ([input, key, values]) =>
    events(excludeKeyvals(input, key, values)),
  ),
  filter_keyvals_regex: define([eventList, text, text], ([input, key, pattern], run) =>
    events(filterKeyvalsRegex(input, key, regexTest(pattern, run))),
  ),
  categorize: define([eventList, categoryRules], ([input, { names, rules }], run) =>
    events(categorize(input, names, ruleMatcher(rules, run))),
  ),
  tag: define([eventList, tagRules], ([input, { names, rules }], run) =>
    events(tag(input, names, ruleMatcher(rules, run))),
  ),
  split_url_events: define([eventList], ([input]) => events(splitUrlEvents(input))),
}
