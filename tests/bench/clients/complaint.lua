-- Complaints as a program would send them, each with words, a telephone and an Idempotency-Key of its own.
local count, stamp = 0, os.time()

function setup(thread)
  thread:set("number", number or 0)
  number = (number or 0) + 1
end

function init(arguments)
  local file = io.open(arguments[1], "r")
  body = file:read("*a")
  file:close()
  path = arguments[2] or "/"
end

function request()
  count = count + 1
  local mark = string.format("%d-%d-%d", stamp, number, count)
  local words = body:gsub("BENCHMARK", mark)
  return wrk.format("POST", path, {
    ["Content-Type"] = "application/json", ["Idempotency-Key"] = mark .. "-bench",
  }, words)
end

function done(summary, latency, requests)
  io.write(string.format("RESULT %d %d %d %d\n", summary.requests, summary.duration,
    summary.errors.status, summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
