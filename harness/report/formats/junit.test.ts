import { parse } from 'junit2json'
import type { TestCase, TestSuites } from 'junit2json'
import { describe, expect, it } from 'vitest'
import { judgeSession } from '../../judge/judge.ts'
import { inputOf, readKept, renamed } from '../testing-kept.ts'
import { junit, renderJunit } from './junit.ts'

const kept = inputOf(readKept())

async function readBack(xml: string): Promise<TestSuites> {
  return (await parse(xml)) as TestSuites
}

/** `class › name: result` of every case. */
function outline(suites: TestSuites): string[] {
  return suites.testsuite!.flatMap(({ testcase = [] }) =>
    testcase.map((one) => `${one.classname} › ${one.name}: ${resultOf(one)}`),
  )
}

function resultOf({ failure, error, skipped }: TestCase): string {
  if (failure) return `failure ${failure[0]!.type}`
  if (error) return `error ${error[0]!.type}`
  return skipped ? 'skipped' : 'passed'
}

describe('the JUnit file of a candidate', () => {
  it('reads as tests of the session and of every gating comparison', () => {
    expect(junit.render(kept, 'branch')).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="heartbench" tests="20" failures="1" errors="3" time="91.000">
        <testsuite name="session 20260612T080000-kept" tests="9" failures="0" errors="1" skipped="0" time="91.000" timestamp="2026-06-12T08:00:00" hostname="localhost">
          <testcase classname="session" name="wrong-answers">
            <error message="&quot;branch&quot; answers the read requests (items-range) differently from the baseline: 1190 bytes with digest bbbbbbbbbbbb. Its speed there is not judged." type="wrong-answers">"branch" answers the read requests (items-range) differently from the baseline: 1190 bytes with digest bbbbbbbbbbbb. Its speed there is not judged.</error>
          </testcase>
          <testcase classname="session" name="wrong-rows"/>
          <testcase classname="session" name="target-failed"/>
          <testcase classname="session" name="must-be-same"/>
          <testcase classname="session" name="budget"/>
          <testcase classname="session" name="invalid-speed"/>
          <testcase classname="session" name="nothing-measured"/>
          <testcase classname="session" name="rule-applies"/>
          <testcase classname="session" name="interrupted"/>
        </testsuite>
        <testsuite name="main..branch" tests="11" failures="1" errors="2" skipped="4" time="91.000" timestamp="2026-06-12T08:00:00" hostname="localhost">
          <properties>
            <property name="session" value="20260612T080000-kept"/>
            <property name="baseline" value="main 1111111111111111111111111111111111111111"/>
            <property name="candidate" value="branch 2222222222222222222222222222222222222222"/>
            <property name="machine" value="2 × Synthetic CPU"/>
            <property name="node" value="v24.0.0"/>
            <property name="snapshot" value="small"/>
            <property name="seed" value="kept"/>
            <property name="command" value="heartbench compare main branch --control --seed kept"/>
          </properties>
          <testcase classname="items-list" name="p50" time="0.251">
            <failure message="p50 of items-list on branch is 21.1 % to 37.0 % slower (6 restarts, beyond the 5 % limit)." type="regression">p50 of items-list on branch is 21.1 % to 37.0 % slower (6 restarts, beyond the 5 % limit).
      The smallest change this session could have shown is 11.7 %.</failure>
          </testcase>
          <testcase classname="items-list" name="p95" time="0.251">
            <skipped message="p95 of items-list on branch has not enough evidence: the true change is between +12.5 % and +23.6 %. It lies so near the limit of ±10 % that more restart pairs would hardly decide it. The smallest change this session could have shown is 15.3 %."/>
          </testcase>
          <testcase classname="items-search" name="p50" time="0.579">
            <system-out>p50 of items-search on branch is 2.1× to 2.7× faster (6 restarts, beyond the 5 % limit). The smallest change this session could have shown is 18.5 %.</system-out>
          </testcase>
          <testcase classname="items-search" name="p95" time="0.579">
            <system-out>p95 of items-search on branch is 48.4 % to 59.7 % faster (6 restarts, beyond the 10 % limit). The smallest change this session could have shown is 24.4 %.</system-out>
          </testcase>
          <testcase classname="items-range" name="p50" time="0.481">
            <error message="p50 of items-range on branch is not judged. &quot;branch&quot; answers the read requests (items-range) differently from the baseline: 1190 bytes with digest bbbbbbbbbbbb. Its speed there is not judged." type="invalid">p50 of items-range on branch is not judged. "branch" answers the read requests (items-range) differently from the baseline: 1190 bytes with digest bbbbbbbbbbbb. Its speed there is not judged.</error>
          </testcase>
          <testcase classname="items-range" name="p95" time="0.481">
            <error message="p95 of items-range on branch is not judged. &quot;branch&quot; answers the read requests (items-range) differently from the baseline: 1190 bytes with digest bbbbbbbbbbbb. Its speed there is not judged." type="invalid">p95 of items-range on branch is not judged. "branch" answers the read requests (items-range) differently from the baseline: 1190 bytes with digest bbbbbbbbbbbb. Its speed there is not judged.</error>
          </testcase>
          <testcase classname="items-write" name="p50" time="0.600">
            <skipped message="p50 of items-write on branch has not enough evidence: the true change is between −0.6 % and +14.0 %. At the present noise about 146 more restart pairs are needed for ±5 %. The smallest change this session could have shown is 12.5 %."/>
          </testcase>
          <testcase classname="items-write" name="p95" time="0.600">
            <skipped message="p95 of items-write on branch has not enough evidence: the true change is between −0.9 % and +28.5 %. At the present noise about 150 more restart pairs are needed for ±10 %. The smallest change this session could have shown is 25.2 %."/>
          </testcase>
          <testcase classname="items-write" name="throughput" time="0.600">
            <skipped message="throughput of items-write on branch has not enough evidence: the true change is between −4.9 % and −1.0 %. At the present noise about 1 more restart pair is needed for ±5 %. The smallest change this session could have shown is 7.2 %."/>
          </testcase>
          <testcase classname="heartbeats" name="response p50 (heartbeats)" time="0.600">
            <system-out>response p50 of heartbeats (heartbeats) on branch differs by less than 76.2 %: −5.3 % to +4.2 %. The smallest change this session could have shown is 84.8 %.</system-out>
          </testcase>
          <testcase classname="heartbeats" name="response p95 (heartbeats)" time="0.600">
            <system-out>response p95 of heartbeats (heartbeats) on branch has a real change, +0.7 % to +8.2 %, inside the 129 % limit. The smallest change this session could have shown is 138 %.</system-out>
          </testcase>
        </testsuite>
      </testsuites>
      "
    `)
  })

  it('is read back by a parser of JUnit with the same counts', async () => {
    const suites = await readBack(junit.render(kept, 'branch'))
    expect(outline(suites)).toMatchInlineSnapshot(`
      [
        "session › wrong-answers: error wrong-answers",
        "session › wrong-rows: passed",
        "session › target-failed: passed",
        "session › must-be-same: passed",
        "session › budget: passed",
        "session › invalid-speed: passed",
        "session › nothing-measured: passed",
        "session › rule-applies: passed",
        "session › interrupted: passed",
        "items-list › p50: failure regression",
        "items-list › p95: skipped",
        "items-search › p50: passed",
        "items-search › p95: passed",
        "items-range › p50: error invalid",
        "items-range › p95: error invalid",
        "items-write › p50: skipped",
        "items-write › p95: skipped",
        "items-write › throughput: skipped",
        "heartbeats › response p50 (heartbeats): passed",
        "heartbeats › response p95 (heartbeats): passed",
      ]
    `)
    const results = outline(suites).map((line) => line.split(': ')[1]!.split(' ')[0])
    const count = (result: string) => results.filter((each) => each === result).length
    const { skipped } = suites.testsuite![1]!
    expect(skipped).toBe(count('skipped'))
    expect(suites).toMatchObject({
      tests: results.length,
      failures: count('failure'),
      errors: count('error'),
    })
  })

  it('is about candidates; the control has no file beside them', () => {
    expect(junit.parts(kept)).toEqual(['branch'])
  })

  it('survives names that XML would read as markup or cannot hold', async () => {
    const odd = inputOf(renamed(readKept(), { candidate: '<b>&"\u0007', load: 'heavy "x"\u001B' }))
    const [part] = junit.parts(odd)
    const suites = await readBack(junit.render(odd, part!))
    expect(suites.testsuite![1]!.name).toBe('main..<b>&"\uFFFD')
  })
})

it('several candidates in one file have class names of their own', async () => {
  const { session, judgement } = kept
  const suites = await readBack(renderJunit(session, judgement, ['branch', 'control']))
  expect(suites.testsuite!.map(({ name }) => name)).toEqual([
    'session 20260612T080000-kept',
    'main..branch',
    'main..control',
  ])
  const names = outline(suites).map((line) => line.split(':')[0])
  expect(new Set(names).size).toBe(names.length)
})

it('a session in which nothing was measured is red, not an empty green file', async () => {
  const [first, ...rest] = readKept().units
  expect(rest.length).toBeGreaterThan(0)
  const session = { ...readKept(), units: [{ ...first!, state: 'void' as const }] }
  const suites = await readBack(junit.render(inputOf(session), 'branch'))
  expect(suites.errors).toBeGreaterThan(0)
  expect(outline(suites)).toContain('session › nothing-measured: error nothing-measured')
})

it('a comparison that the policy fails for being unclear is red', async () => {
  const judgement = judgeSession(kept.session, { unclear: 'fail' })
  const lines = outline(await readBack(junit.render({ ...kept, judgement }, 'branch')))
  expect(lines.filter((line) => line.endsWith('skipped'))).toEqual([])
  expect(lines.filter((line) => line.endsWith('failure unclear')).length).toBeGreaterThan(0)
})

it('slower, but not confirmed, is neither passed nor failed', async () => {
  const judgement = judgeSession(kept.session, { alarmLevel: 1e-6 })
  const lines = outline(await readBack(junit.render({ ...kept, judgement }, 'branch')))
  expect(lines).toContain('items-list › p50: skipped')
})
