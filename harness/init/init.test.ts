import { describe, expect, it } from 'vitest'
import { parseConfig } from '../config/load-config.ts'
import { composeConfig } from './compose-config.ts'
import { detectProject } from './detect.ts'
import { findPort } from './find-port.ts'
import { findRoutes } from './find-routes.ts'
import { projectOf } from './testing-files.ts'

function configOf(texts: Readonly<Record<string, string>>, baseline?: string) {
  const { text, doubts } = composeConfig(detectProject(projectOf(texts)), baseline)
  const config: unknown = JSON.parse(text)
  // Whatever is composed must load.
  parseConfig('FILE', config)
  return { config, doubts }
}

describe('a Node project', () => {
  const server = `import express from 'express'
    const app = express()
    app.get('/health', (_, response) => response.end())
    app.get('/items', list).get('/items/:id', one)
    app.listen(process.env.PORT ?? 3000)`

  it('is installed by its lock file, and started by the command of its start script', () => {
    const manifest = JSON.stringify({ scripts: { start: 'node src/server.js', build: 'tsc' } })
    const files = { 'package.json': manifest, 'package-lock.json': '{}', 'src/server.js': server }
    expect(configOf(files, 'main').config).toMatchInlineSnapshot(`
      {
        "build": [
          "npm",
          "run",
          "build",
        ],
        "compare": [
          "main",
          ".",
        ],
        "environment": {
          "PORT": "{port}",
        },
        "install": [
          "npm",
          "ci",
        ],
        "lockFile": "package-lock.json",
        "ready": {
          "path": "/health",
        },
        "scenarios": [
          {
            "name": "items",
            "requests": [
              {
                "path": "/items",
              },
            ],
          },
        ],
        "start": [
          "node",
          "src/server.js",
        ],
      }
    `)
  })

  it('is started through its package manager where the script needs more than a program', () => {
    const manifest = JSON.stringify({ scripts: { start: 'tsx src/app.ts && true' } })
    const { config, doubts } = configOf({ 'package.json': manifest, 'pnpm-lock.yaml': '' })
    expect(config).toMatchObject({
      install: ['pnpm', 'install', '--frozen-lockfile'],
      start: ['pnpm', 'run', 'start'],
      environment: { PORT: '{port}' },
      scenarios: [{ name: 'root', requests: [{ path: '/' }] }],
    })
    expect(doubts).toEqual([
      expect.stringContaining('started through pnpm'),
      expect.stringContaining('Nothing in the sources tells'),
      expect.stringContaining('let ready.path name one that answers (now /)'),
    ])
  })

  it('knows the two kinds of yarn by the lock file', () => {
    const installWith = (lock: string) =>
      configOf({ 'package.json': '{}', 'yarn.lock': lock }).config
    expect(installWith('# yarn lockfile v1\n')).toMatchObject({
      install: ['yarn', 'install', '--frozen-lockfile'],
    })
    expect(installWith('__metadata:\n')).toMatchObject({
      install: ['yarn', 'install', '--immutable'],
    })
  })

  it('without a start script is guessed, and says so', () => {
    const { config, doubts } = configOf({ 'package.json': 'no JSON', 'index.mjs': '' })
    expect(config).toMatchObject({ start: ['node', 'index.mjs'] })
    expect(config).not.toHaveProperty('install')
    expect(doubts[0]).toBe(
      'There is no start script; index.mjs looks like the server: check start.',
    )
  })
})

describe('a Python project', () => {
  it('with an ASGI application runs under uvicorn, with its packages below the build', () => {
    const app = `app = FastAPI()\n@app.get("/readyz")\ndef ready(): ...\n@app.get("/items")\ndef items(): ...`
    const files = { 'requirements.txt': 'fastapi', 'shop/api.py': app }
    expect(configOf(files).config).toMatchInlineSnapshot(`
      {
        "build": [
          "python3",
          "-m",
          "pip",
          "install",
          "--quiet",
          "--target",
          ".packages",
          "--requirement",
          "requirements.txt",
        ],
        "environment": {
          "PYTHONPATH": "{dir}/.packages",
          "PYTHONUNBUFFERED": "1",
        },
        "ready": {
          "path": "/readyz",
        },
        "scenarios": [
          {
            "name": "items",
            "requests": [
              {
                "path": "/items",
              },
            ],
          },
        ],
        "start": [
          "python3",
          "-m",
          "uvicorn",
          "shop.api:app",
          "--port",
          "{port}",
        ],
      }
    `)
  })

  it('of the standard library alone is a file', () => {
    const server = `port = int(os.environ.get("PORT", "8000"))\nif self.path == '/sum': pass`
    expect(configOf({ 'server.py': server }).config).toMatchObject({
      start: ['python3', 'server.py'],
      environment: { PORT: '{port}', PYTHONUNBUFFERED: '1' },
      ready: { path: '/sum' },
    })
  })

  it.each([
    [{ 'manage.py': '' }, ['python3', 'manage.py', 'runserver', '--noreload', '{port}']],
    [
      { 'uv.lock': '', 'pyproject.toml': '', 'app.py': 'api = Flask(__name__)' },
      [
        'uv',
        'run',
        '--frozen',
        'python3',
        '-m',
        'flask',
        '--app',
        'app:api',
        'run',
        '--port',
        '{port}',
      ],
    ],
    [
      { 'poetry.lock': '', 'pyproject.toml': '', 'main.py': 'parser.add_argument("--port")' },
      ['poetry', 'run', 'python3', 'main.py', '--port', '{port}'],
    ],
  ])('starts %o', (files, start) => {
    expect(configOf(files as unknown as Record<string, string>).config).toMatchObject({ start })
  })
})

describe('compiled projects', () => {
  it('in Go are built from the package that holds func main', () => {
    const main = `package main\nfunc main() {\n  http.HandleFunc("GET /items", list)\n  os.Getenv("APP_PORT")\n}`
    expect(configOf({ 'go.mod': 'module shop', 'cmd/shop/main.go': main }).config).toMatchObject({
      build: ['go', 'build', '-o', 'heartbench-server', './cmd/shop'],
      start: ['{dir}/heartbench-server'],
      environment: { APP_PORT: '{port}' },
      scenarios: [{ name: 'items' }],
    })
  })

  it('in Rust start the binary that Cargo.toml names', () => {
    const cargo = `[package]\nname = "shop"\n[[bin]]\nname = "shop-server"`
    const main = `Router::new().route("/items", get(list)); env::var("PORT")`
    const files = { 'Cargo.toml': cargo, 'Cargo.lock': '', 'src/main.rs': main }
    expect(configOf(files).config).toMatchObject({
      build: ['cargo', 'build', '--release', '--locked'],
      start: ['{dir}/target/release/shop-server'],
      scenarios: [{ name: 'items' }],
    })
    expect(configOf({ 'Cargo.toml': '[workspace]' }).doubts[0]).toContain('This is a workspace')
    expect(configOf({ 'Cargo.toml': '[[[' }).config).toMatchObject({
      start: ['{dir}/target/release/server'],
    })
  })
})

describe('anything else', () => {
  it('gets a config to be corrected', () => {
    const { config, doubts } = configOf({ 'README.md': '' })
    expect(config).toMatchObject({ start: ['./server', '--port', '{port}'] })
    expect(doubts[0]).toContain('correct start')
  })
})

it('writes JSON as people do', () => {
  const manifest = JSON.stringify({ scripts: { start: 'node server.js' } })
  const files = { 'package.json': manifest, 'server.js': `app.get('/a', f); app.get('/b', f)` }
  expect(composeConfig(detectProject(projectOf(files)), 'main').text).toMatchInlineSnapshot(`
    "{
      "start": ["node", "server.js"],
      "environment": { "PORT": "{port}" },
      "ready": { "path": "/a" },
      "compare": ["main", "."],
      "scenarios": [
        { "name": "a", "requests": [{ "path": "/a" }] },
        { "name": "b", "requests": [{ "path": "/b" }] }
      ]
    }
    "
  `)
})

describe('sources', () => {
  const sources = (...texts: readonly string[]) => texts.map((text) => ({ name: 'x', text }))

  it('tell how the port is passed', () => {
    expect(findPort(sources('const port = process.env["HTTP_PORT"]'))).toEqual({
      by: 'variable',
      variable: 'HTTP_PORT',
    })
    expect(findPort(sources(`options: { '--port': Number }`))).toMatchObject({ by: 'option' })
    expect(findPort(sources('process.env.PORTAL', 'export'))).toBeUndefined()
  })

  it('tell paths without parameters, each once, a few at most', () => {
    const text = ['/a', '/b/:id', '/a', '/c', '/ping', '/d', '/e', '/f', '/{x}']
      .map((path) => `app.get('${path}', f)`)
      .join('\n')
    expect(findRoutes(sources(text))).toEqual({
      health: '/ping',
      paths: ['/a', '/c', '/d', '/e', '/f'],
    })
  })

  it('whose paths read alike get scenarios of different names', () => {
    const text = `app.get('/a-b', f); app.get('/a/b', f)`
    const files = { 'package.json': '{}', 'server.js': text }
    expect(configOf(files).config).toMatchObject({
      scenarios: [{ name: 'a-b' }, { name: 'a-b-2' }],
    })
  })
})
