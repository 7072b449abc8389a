// Answers after a time that is known beforehand: the truth against which recorded latencies are checked.
//
//   --latency constant:5 | mix:2x90+20x10 | uniform:1-9 | lognormal:5,0.4   ms; weights; median and sigma
//             cycle:6x6+60x1                       six requests of 6 ms, one of 60 ms, and so on: no chance in it
//   --factor 1.1            makes every latency that much longer
//   --drift 0.01/request    or 0.5/second: ms added since the first request
//   --slow-start 200x5      the first 200 requests take 5 ms longer
//   --stall 500@4000/10000  no answer leaves for 500 ms, from 4 s after the first request, again every 10 s
//   --serial                one request at a time, as a server with one thread
//   --seed text             the n-th request takes the same time in every process with this seed
//
// `GET /` is for readiness: answered at once and not counted. In any other path `?ms=5` replaces --latency, and
// `?cpu=5` computes for 5 ms instead, while everybody else waits.
// A latency counts from when the request was read until its answer is written. The last 1.5 ms of it are polled
// from the event loop (timers have a resolution of 1 ms), which takes CPU time but never keeps other requests waiting.
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'
import { createRandom } from '../../core/random.ts'

const POLL_BELOW_MS = 1.5

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    latency: { type: 'string', default: 'constant:0' },
    factor: { type: 'string', default: '1' },
    drift: { type: 'string', default: '0/request' },
    'slow-start': { type: 'string', default: '0x0' },
    stall: { type: 'string' },
    serial: { type: 'boolean', default: false },
    seed: { type: 'string', default: 'stub' },
  },
})
const random = createRandom(values.seed)
const drawMs = latencyOf(values.latency)
const factor = number(values.factor)
const [driftMs, driftPer] = values.drift.split('/')
const [slowRequests, slowMs] = values['slow-start'].split('x').map(number)
const stall = values.stall === undefined ? undefined : stallOf(values.stall)

function latencyOf(text) {
  const [kind, parameters = ''] = text.split(':')
  if (kind === 'constant') {
    const ms = number(parameters)
    return () => ms
  }
  const parts = () => parameters.split('+').map((part) => part.split('x').map(number))
  if (kind === 'mix') return mix(parts())
  if (kind === 'cycle') return cycle(parts())
  if (kind === 'uniform') {
    const [low, high] = parameters.split('-').map(number)
    return () => low + random() * (high - low)
  }
  if (kind === 'lognormal') {
    const [median, sigma] = parameters.split(',').map(number)
    return () => median * Math.exp(sigma * normal())
  }
  throw new TypeError(`--latency expects constant, mix, cycle, uniform or lognormal; got "${text}"`)
}

/** Pairs of milliseconds and how many requests in a row take them. */
function cycle(parts) {
  const all = parts.flatMap(([ms, count]) => Array(count).fill(ms))
  let next = 0
  return () => all[next++ % all.length]
}

/** Pairs of milliseconds and weight. */
function mix(parts) {
  const total = parts.reduce((sum, [, weight]) => sum + weight, 0)
  return () => {
    let left = random() * total
    return parts.find(([, weight]) => (left -= weight) < 0)[0]
  }
}

/** Box–Muller. */
function normal() {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

function stallOf(text) {
  const [lengthMs, times] = text.split('@')
  const [firstMs, periodMs = Infinity] = times.split('/').map(number)
  return { lengthMs: number(lengthMs), firstMs, periodMs }
}

function number(text) {
  const value = Number(text)
  if (text === '' || !(value >= 0)) throw new TypeError(`expected a number from 0, got "${text}"`)
  return value
}

let originMs
let requests = 0
let idleFromMs = 0

/** When the answer to a request that arrived now has to leave. */
function releaseTime(path) {
  const nowMs = performance.now()
  originMs ??= nowMs
  const startMs = values.serial ? Math.max(nowMs, idleFromMs) : nowMs
  const asked = /[?&]ms=([\d.]+)/.exec(path)?.[1]
  const drifted = driftPer === 'second' ? (nowMs - originMs) / 1000 : requests
  const latencyMs =
    factor * (asked === undefined ? drawMs() : Number(asked)) +
    number(driftMs) * drifted +
    (requests < slowRequests ? slowMs : 0)
  requests++
  idleFromMs = afterStall(startMs + latencyMs)
  return idleFromMs
}

/** What would leave during a stall leaves at its end. */
function afterStall(releaseMs) {
  if (stall === undefined) return releaseMs
  const sinceFirstMs = releaseMs - originMs - stall.firstMs
  if (sinceFirstMs < 0) return releaseMs
  const intoPeriodMs = stall.periodMs === Infinity ? sinceFirstMs : sinceFirstMs % stall.periodMs
  return releaseMs + Math.max(0, stall.lengthMs - intoPeriodMs)
}

/** Answers that wait, the next one first. */
const waiting = []
let timer
let polling = false

function answerAt(response, releaseMs) {
  let at = waiting.length
  while (at > 0 && waiting[at - 1].releaseMs > releaseMs) at--
  waiting.splice(at, 0, { response, releaseMs })
  release()
}

/** Sends what is due, then comes back for the next. */
function release() {
  clearTimeout(timer)
  while (waiting.length > 0 && waiting[0].releaseMs <= performance.now())
    waiting.shift().response.end('{}')
  if (waiting.length === 0 || polling) return
  const leftMs = waiting[0].releaseMs - performance.now()
  if (leftMs > POLL_BELOW_MS) timer = setTimeout(release, leftMs - POLL_BELOW_MS)
  else poll()
}

function poll() {
  polling = true
  setImmediate(() => {
    polling = false
    release()
  })
}

function compute(ms) {
  const endMs = performance.now() + ms
  while (performance.now() < endMs);
}

const server = createServer((request, response) => {
  if (request.url === '/') return void response.end('ready')
  request.resume().on('end', () => {
    const cpuMs = /[?&]cpu=([\d.]+)/.exec(request.url)?.[1]
    if (cpuMs === undefined) return answerAt(response, releaseTime(request.url))
    compute(Number(cpuMs))
    response.end('{}')
  })
})
server.keepAliveTimeout = 0
server.listen(Number(values.port), '127.0.0.1')
process.on('SIGTERM', () => {
  server.close()
  server.closeAllConnections()
})
