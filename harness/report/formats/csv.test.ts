import { parse } from 'csv-parse/sync'
import { expect, it } from 'vitest'
import { inputOf, readKept, renamed } from '../testing-kept.ts'
import { csv } from './csv.ts'

const kept = inputOf(readKept())

function readBack(text: string): Record<string, string>[] {
  return parse(text, { columns: true }) as Record<string, string>[]
}

it('is a table of the comparisons', () => {
  const lines = csv.render(kept, 'report').split('\n')
  expect(lines.filter((line) => /^session|branch,.*/.test(line)).join('\n')).toMatchInlineSnapshot(`
    "session,scenario,load,metric,unit,better,baseline,candidate,baseline_value,candidate_value,ratio,ratio_low,ratio_high,confidence,units,verdict,gating,margin_ratio,detectable_ratio,alarm_p,units_needed,control_ratio,notes
    20260612T080000-kept,items-list,requests,p50,us,lower,main,branch,823,1061.5,1.28840789,1.21149146,1.37020768,0.95,6,slower,true,0.05,0.116663496,0.03125,0,1.03513922,control-differs
    20260612T080000-kept,items-list,requests,p10,us,lower,main,branch,623.5,793,1.25488009,1.14877722,1.37078279,0.95,6,slower,false,0.05,0.146979654,,0,1.05585424,control-differs
    20260612T080000-kept,items-list,requests,p95,us,lower,main,branch,1194.5,1399,1.17899376,1.12456258,1.23605952,0.95,6,unclear,true,0.1,0.1532423,0.03125,,0.953020149,control-differs
    20260612T080000-kept,items-list,requests,cpu-per-request,us,lower,main,branch,800,975,1.22907888,1.21233061,1.24605853,0.95,6,slower,false,0.1,0.115196435,,0,1,
    20260612T080000-kept,items-search,requests,p50,us,lower,main,branch,11735,5053,0.422051354,0.374114084,0.476131086,0.95,6,faster,true,0.05,0.184542204,1,0,1.0177904,
    20260612T080000-kept,items-search,requests,p10,us,lower,main,branch,8859,3766,0.425832929,0.395279156,0.458748408,0.95,6,faster,false,0.05,0.131161533,,0,1.03030025,control-differs
    20260612T080000-kept,items-search,requests,p95,us,lower,main,branch,14603,7019,0.456110912,0.403443915,0.515653246,0.95,6,faster,true,0.1,0.243597894,1,0,1.05527151,control-differs
    20260612T080000-kept,items-search,requests,cpu-per-request,us,lower,main,branch,800,300,0.384759247,0.360169582,0.411027708,0.95,6,faster,false,0.1,0.175099709,,0,1,
    20260612T080000-kept,items-range,requests,p50,us,lower,main,branch,3866,3900,,,,,,invalid,true,0.05,,,,,answers-differ
    20260612T080000-kept,items-range,requests,p10,us,lower,main,branch,2892,3213,,,,,,invalid,false,0.05,,,,,answers-differ
    20260612T080000-kept,items-range,requests,p95,us,lower,main,branch,5375,5481,,,,,,invalid,true,0.1,,,,,answers-differ
    20260612T080000-kept,items-range,requests,cpu-per-request,us,lower,main,branch,800,800,,,,,,invalid,false,0.1,,,,,answers-differ
    20260612T080000-kept,items-write,requests,p50,us,lower,main,branch,2382,2531,1.0644564,0.993675526,1.1402791,0.95,6,unclear,true,0.05,0.124792947,0.15625,146,0.984551527,
    20260612T080000-kept,items-write,requests,p95,us,lower,main,branch,3281,3616,1.12837083,0.991207978,1.28451422,0.95,6,unclear,true,0.1,0.25221744,0.15625,150,0.988427222,
    20260612T080000-kept,items-write,requests,throughput,perSecond,higher,main,branch,400,385,0.970575308,0.951092719,0.990456988,0.95,6,unclear,true,0.05,0.0715086486,0.0625,1,1.00847498,
    20260612T080000-kept,items-write,requests,cpu-per-request,us,lower,main,branch,800,831.309042,1.03031675,1.00963496,1.0514222,0.95,6,same,false,0.1,0.12253287,,0,0.991596241,
    20260612T080000-kept,heartbeats,heartbeats,response-p50,us,lower,main,branch,1311.5,1295.5,0.993216257,0.947054509,1.04162804,0.95,6,same,true,0.762485703,0.848393557,0.875,0,0.989175735,missed-requests
    20260612T080000-kept,heartbeats,heartbeats,response-p95,us,lower,main,branch,1547.5,1622,1.04377648,1.00718359,1.08169885,0.95,6,same,true,1.29240711,1.3756946,0.0625,0,1.00528248,missed-requests
    20260612T080000-kept,heartbeats,heartbeats,service-p50,us,lower,main,branch,711.5,695.5,0.987423197,0.904680552,1.07773353,0.95,6,unclear,false,0.05,0.146033651,,30,0.980384856,missed-requests
    20260612T080000-kept,heartbeats,heartbeats,served,count,higher,main,branch,40,40,1,1,1,0.95,6,same,false,0.05,0.05,,0,1,missed-requests
    20260612T080000-kept,heartbeats,heavy searches,served,count,higher,main,branch,12,12,1,1,1,0.95,6,same,false,0.05,0.05,,0,1,missed-requests
    20260612T080000-kept,life-cycle,process,ready,ms,lower,main,branch,205.5,204.45,1.00152475,0.943369514,1.05413687,0.95,6,same,false,0.1,0.162787272,,0,0.99538605,
    20260612T080000-kept,life-cycle,process,first-answer,ms,lower,main,branch,258.25,264.5,1.03077874,0.898323225,1.05551242,0.95,6,unclear,false,0.1,0.192361777,,4,1.01630713,
    20260612T080000-kept,life-cycle,process,stop,ms,lower,main,branch,50.55,50.6,1.00283982,0.952848723,1.04132231,0.95,6,same,false,0.395647873,0.459003949,,0,0.990132043,
    20260612T080000-kept,life-cycle,process,rss,bytes,lower,main,branch,79458092,79476323,1.00366845,0.95704612,1.05256197,0.95,6,same,false,0.1,0.153586301,,0,1.00832863,
    20260612T080000-kept,life-cycle,process,database-bytes,bytes,lower,main,branch,98000000,98000000,1,1,1,0.95,6,same,false,0.1,0.1,,0,1,"
  `)
})

it('is read back row by row, with empty cells where nothing is known', () => {
  const rows = readBack(csv.render(kept, 'report'))
  expect(rows.length).toBe(kept.judgement.comparisons.length)
  for (const [
    index,
    { verdict, change, candidateValue, candidate },
  ] of kept.judgement.comparisons.entries()) {
    const row = rows[index]!
    expect(row).toMatchObject({ verdict, candidate })
    expect(row['ratio'] === '').toBe(change === undefined)
    if (change !== undefined) expect(Number(row['ratio'])).toBeCloseTo(change.value, 6)
    if (candidateValue !== undefined)
      expect(Number(row['candidate_value'])).toBeCloseTo(candidateValue, 4)
  }
})

it('quotes what would break a row', () => {
  const odd = inputOf(renamed(readKept(), { candidate: 'a "b", c\nd', load: ' x ' }))
  const rows = readBack(csv.render(odd, 'report'))
  expect(new Set(rows.map(({ candidate }) => candidate))).toEqual(
    new Set(['a "b", c\nd', 'control']),
  )
  expect(rows.map(({ load }) => load)).toContain(' x ')
})
