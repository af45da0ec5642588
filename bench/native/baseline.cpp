// The yardstick of `npm run bench`: the workloads as a C++ programmer would write them by hand for one
// purpose, with no engine underneath: a tuned 4-ary heap of 16-byte events, plain structs, switch dispatch.
// Same generator (Baagoe's alea) and the same method of drawing (ziggurat, 256 layers) as the engine.
//
//   baseline w1|w2|w3|w4 [units] [pending]
//
// prints one JSON line: nanoseconds per unit, how many units, and a result that shows what was simulated.
// A unit is a request (w1, w2, w4) or one hold step (w3).

#include <ctime>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

// ---------------------------------------------------------------------------------------------- luck

class Alea {
 public:
  explicit Alea(const std::string& seed) {
    double n = 0xefc8249d;
    s0_ = mash(n, " ");
    s1_ = mash(n, " ");
    s2_ = mash(n, " ");
    for (double* s : {&s0_, &s1_, &s2_}) {
      *s -= mash(n, seed);
      if (*s < 0) *s += 1;
    }
  }

  double next() {
    const double t = 2091639 * s0_ + c_ * 0x1p-32;
    s0_ = s1_;
    s1_ = s2_;
    c_ = static_cast<double>(static_cast<int32_t>(t));
    return s2_ = t - c_;
  }

 private:
  static double mash(double& n, const std::string& data) {
    for (unsigned char ch : data) {
      n += ch;
      double h = 0.02519603282416938 * n;
      n = std::floor(h);
      h -= n;
      h *= n;
      n = std::floor(h);
      h -= n;
      n += h * 0x1p32;
    }
    return std::floor(n) * 0x1p-32;
  }

  double s0_, s1_, s2_, c_ = 1;
};

constexpr int kLayers = 256;

struct Ziggurat {
  double edge[kLayers + 1], height[kLayers + 1];

  template <class Density, class Inverse>
  Ziggurat(double last, double area, Density density, Inverse inverse) {
    edge[0] = area / density(last);
    height[0] = 0;
    edge[1] = last;
    height[1] = density(last);
    for (int i = 2; i < kLayers; i++) {
      height[i] = height[i - 1] + area / edge[i - 1];
      edge[i] = inverse(height[i]);
    }
    edge[kLayers] = 0;
    height[kLayers] = 1;
  }
};

constexpr double kExponentialTail = 7.69711747013105, kNormalTail = 3.654152885361009;
const Ziggurat kExponential(
    kExponentialTail, 0.003949659822581557, [](double x) { return std::exp(-x); },
    [](double y) { return -std::log(y); });
const Ziggurat kNormal(
    kNormalTail, 0.004928673233974655, [](double x) { return std::exp(-0.5 * x * x); },
    [](double y) { return std::sqrt(-2 * std::log(y)); });

uint32_t bits(Alea& luck) { return static_cast<uint32_t>(luck.next() * 0x1p32); }

bool below(Alea& luck, const Ziggurat& z, int layer, double density) {
  return z.height[layer] + luck.next() * (z.height[layer + 1] - z.height[layer]) < density;
}

double exponential(Alea& luck) {
  for (double start = 0;;) {
    const uint32_t u = bits(luck);
    const int layer = u & 0xff;
    const double x = ((u >> 8) + 0.5) * 0x1p-24 * kExponential.edge[layer];
    if (x < kExponential.edge[layer + 1]) return start + x;
    if (layer == 0) start += kExponentialTail;
    else if (below(luck, kExponential, layer, std::exp(-x))) return start + x;
  }
}

double normal(Alea& luck) {
  for (;;) {
    const uint32_t u = bits(luck);
    const int layer = u & 0xff;
    const bool negative = u & 0x100;
    double x = ((u >> 9) + 0.5) * 0x1p-23 * kNormal.edge[layer];
    if (x >= kNormal.edge[layer + 1]) {
      if (layer == 0) {
        do x = exponential(luck) / kNormalTail;
        while (2 * exponential(luck) <= x * x);
        x += kNormalTail;
      } else if (!below(luck, kNormal, layer, std::exp(-0.5 * x * x))) {
        continue;
      }
    }
    return negative ? -x : x;
  }
}

// ------------------------------------------------------------------------------------------- measuring

/** Log-linear, 128 buckets to a factor of two, read off the bits of the number. */
class Histogram {
 public:
  Histogram() : counts_(128 * 128) {}

  void record(double value) {
    count_++;
    sum_ += value;
    uint64_t word;
    std::memcpy(&word, &value, 8);
    const int64_t at = static_cast<int64_t>(word >> 45) - kLowest;
    counts_[at < 0 ? 0 : at >= static_cast<int64_t>(counts_.size()) ? counts_.size() - 1 : at]++;
  }

  double mean() const { return sum_ / static_cast<double>(count_); }

 private:
  static constexpr int64_t kLowest = (1023 - 64) << 7;
  std::vector<uint64_t> counts_;
  uint64_t count_ = 0;
  double sum_ = 0;
};

// ---------------------------------------------------------------------------------------------- queue

struct Event {
  double time;
  uint32_t seq;
  uint32_t what;
};

inline bool before(const Event& x, const Event& y) {
  return x.time < y.time || (x.time == y.time && static_cast<int32_t>(x.seq - y.seq) < 0);
}

/** 4-ary heap; the four children of a node share a cache line. */
class Heap {
 public:
  explicit Heap(size_t capacity = 1024) { reserve(capacity); }
  ~Heap() { std::free(raw_); }
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const Event& top() const { return at_[0]; }

  void push(double time, uint32_t what) {
    if (size_ == capacity_) reserve(capacity_ * 2);
    const Event event{time, seq_++, what};
    size_t i = size_++;
    while (i > 0) {
      const size_t parent = (i - 1) >> 2;
      if (!before(event, at_[parent])) break;
      at_[i] = at_[parent];
      i = parent;
    }
    at_[i] = event;
  }

  Event pop() {
    const Event first = at_[0];
    const Event last = at_[--size_];
    size_t i = 0;
    for (;;) {
      const size_t child = 4 * i + 1;
      if (child >= size_) break;
      size_t best = child;
      if (child + 4 <= size_) {
        const size_t low = before(at_[child + 1], at_[child]) ? child + 1 : child;
        const size_t high = before(at_[child + 3], at_[child + 2]) ? child + 3 : child + 2;
        best = before(at_[high], at_[low]) ? high : low;
      } else {
        for (size_t c = child + 1; c < size_; c++)
          if (before(at_[c], at_[best])) best = c;
      }
      if (!before(at_[best], last)) break;
      at_[i] = at_[best];
      i = best;
    }
    at_[i] = last;
    return first;
  }

 private:
  void reserve(size_t capacity) {
    // entry 1 starts a cache line, so every group of four children fills exactly one
    char* raw = static_cast<char*>(std::aligned_alloc(64, (capacity + 8) * sizeof(Event)));
    Event* at = reinterpret_cast<Event*>(raw + 48);
    if (size_ > 0) std::memcpy(at, at_, size_ * sizeof(Event));
    std::free(raw_);
    raw_ = raw;
    at_ = at;
    capacity_ = capacity;
  }

  char* raw_ = nullptr;
  Event* at_ = nullptr;
  size_t size_ = 0, capacity_ = 0;
  uint32_t seq_ = 0;
};

/** First in, first out, of growing size. */
template <class T>
class Ring {
 public:
  Ring() : at_(64) {}
  bool empty() const { return head_ == tail_; }
  void push(T value) {
    if (tail_ - head_ == at_.size()) grow();
    at_[tail_++ & (at_.size() - 1)] = value;
  }
  T pop() { return at_[head_++ & (at_.size() - 1)]; }

 private:
  void grow() {
    std::vector<T> wide(at_.size() * 2);
    for (size_t i = head_; i < tail_; i++) wide[i & (wide.size() - 1)] = at_[i & (at_.size() - 1)];
    at_.swap(wide);
  }
  std::vector<T> at_;
  size_t head_ = 0, tail_ = 0;
};

struct Outcome {
  uint64_t units = 0, events = 0;
  size_t peak = 0;
  double result = 0;
  double seconds = 0;
};

/** Processor time, which a busy machine disturbs less than the clock on the wall. */
class Stopwatch {
 public:
  double seconds() const { return now() - start_; }

 private:
  static double now() {
    timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
  }
  double start_ = now();
};

// ------------------------------------------------------------------------------------------- workloads

/** M/M/1 at load 0.9; latency of every request recorded. */
Outcome w1(uint64_t requests) {
  enum : uint32_t { kArrival, kDeparture };
  constexpr double kService = 0.010, kRate = 0.9 / kService;
  Alea arrivals("1/arrivals"), work("1/work");
  Heap events;
  Ring<double> waiting;
  Histogram latency;
  bool busy = false;
  double serving = 0;
  Outcome out;
  const Stopwatch watch;
  events.push(exponential(arrivals) / kRate, kArrival);
  while (out.units < requests) {
    if (events.size() > out.peak) out.peak = events.size();
    const Event event = events.pop();
    const double now = event.time;
    out.events++;
    if (event.what == kArrival) {
      events.push(now + exponential(arrivals) / kRate, kArrival);
      if (busy) {
        waiting.push(now);
      } else {
        busy = true;
        serving = now;
        events.push(now + kService * exponential(work), kDeparture);
      }
    } else {
      latency.record(now - serving);
      out.units++;
      if (waiting.empty()) {
        busy = false;
      } else {
        serving = waiting.pop();
        events.push(now + kService * exponential(work), kDeparture);
      }
    }
  }
  out.seconds = watch.seconds();
  out.result = latency.mean();
  return out;
}

/** Client, balancer (least connections), ten servers of four slots, and four lognormal hops for each request. */
Outcome w2(uint64_t requests) {
  enum : uint32_t { kArrival, kAtBalancer, kAtServer, kServed, kBackAtBalancer, kBackAtClient };
  constexpr int kServers = 10, kSlots = 4;
  constexpr double kService = 0.010, kRate = 0.8 * kServers * kSlots / kService;
  struct Request {
    double started;
    uint32_t server, nextFree;
  };
  struct Server {
    int busy = 0;
    Ring<uint32_t> waiting;
  };
  Alea arrivals("1/arrivals"), work("1/work"), hops("1/hops");
  Heap events;
  Histogram latency;
  std::vector<Request> table(1);
  uint32_t freeList = 0, turn = 0;
  int inFlight[kServers] = {};
  Server servers[kServers];
  Outcome out;
  const auto hop = [&] { return 0.001 * std::exp(0.5 * normal(hops)); };
  const auto serve = [&](double now, uint32_t id) {
    events.push(now + kService * exponential(work), id << 3 | kServed);
  };
  const Stopwatch watch;
  events.push(exponential(arrivals) / kRate, kArrival);
  while (out.units < requests) {
    if (events.size() > out.peak) out.peak = events.size();
    const Event event = events.pop();
    const double now = event.time;
    const uint32_t id = event.what >> 3;
    out.events++;
    switch (event.what & 7) {
      case kArrival: {
        uint32_t fresh = freeList;
        if (fresh != 0) {
          freeList = table[fresh].nextFree;
        } else {
          fresh = static_cast<uint32_t>(table.size());
          table.push_back({});
        }
        table[fresh].started = now;
        events.push(now + exponential(arrivals) / kRate, kArrival);
        events.push(now + hop(), fresh << 3 | kAtBalancer);
        break;
      }
      case kAtBalancer: {
        uint32_t best = turn;  // ties go round
        for (uint32_t i = 1, s = turn; i < kServers; i++) {
          if (++s == kServers) s = 0;
          if (inFlight[s] < inFlight[best]) best = s;
        }
        if (++turn == kServers) turn = 0;
        inFlight[best]++;
        table[id].server = best;
        events.push(now + hop(), id << 3 | kAtServer);
        break;
      }
      case kAtServer: {
        Server& server = servers[table[id].server];
        if (server.busy < kSlots) {
          server.busy++;
          serve(now, id);
        } else {
          server.waiting.push(id);
        }
        break;
      }
      case kServed: {
        Server& server = servers[table[id].server];
        if (server.waiting.empty()) server.busy--;
        else serve(now, server.waiting.pop());
        events.push(now + hop(), id << 3 | kBackAtBalancer);
        break;
      }
      case kBackAtBalancer:
        inFlight[table[id].server]--;
        events.push(now + hop(), id << 3 | kBackAtClient);
        break;
      case kBackAtClient:
        latency.record(now - table[id].started);
        table[id].nextFree = freeList;
        freeList = id;
        out.units++;
        break;
    }
  }
  out.seconds = watch.seconds();
  out.result = latency.mean();
  return out;
}

/** Hold model: take the earliest of `pending` events, put it back an exponential time later. */
Outcome w3(uint64_t steps, size_t pending) {
  Alea luck("1/hold");
  Heap events(pending + 1);
  for (size_t i = 0; i < pending; i++) events.push(exponential(luck), static_cast<uint32_t>(i));
  for (size_t i = 0; i < 2 * pending; i++) {
    const Event event = events.pop();
    events.push(event.time + exponential(luck), event.what);
  }
  Outcome out;
  const double begin = events.top().time;
  const Stopwatch watch;
  for (uint64_t i = 0; i < steps; i++) {
    const Event event = events.pop();
    events.push(event.time + exponential(luck), event.what);
  }
  out.seconds = watch.seconds();
  out.units = out.events = steps;
  out.peak = pending;
  out.result = (events.top().time - begin) * static_cast<double>(pending) / static_cast<double>(steps);
  return out;
}

/**
 * 1000 arrivals a second, exponential service of 250 ms on as many servers as it takes, and a timeout of 1 s
 * that hardly ever fires. A cancelled timeout stays in the heap and is recognised by the generation of its
 * request when it comes up: for a binary or 4-ary heap that is less work than keeping every event's position.
 */
Outcome w4(uint64_t requests) {
  enum : uint32_t { kArrival, kDone, kTimeout };
  struct Request {
    double started;
    uint32_t generation, nextFree;
  };
  Alea arrivals("1/arrivals"), work("1/work");
  Heap events;
  Histogram latency;
  std::vector<Request> table(1);
  uint32_t freeList = 0;
  uint64_t expired = 0;
  Outcome out;
  // what = generation (8 bits) | row (22 bits) | kind (2 bits): a row comes back far later than 256 uses
  const auto isLive = [&](uint32_t what) { return (table[what >> 2 & 0x3fffff].generation & 0xff) == what >> 24; };
  const auto close = [&](uint32_t row) {
    table[row].generation++;
    table[row].nextFree = freeList;
    freeList = row;
    out.units++;
  };
  const Stopwatch watch;
  events.push(exponential(arrivals) / 1000, kArrival);
  while (out.units < requests) {
    if (events.size() > out.peak) out.peak = events.size();
    const Event event = events.pop();
    const double now = event.time;
    out.events++;
    if ((event.what & 3) == kArrival) {
      uint32_t row = freeList;
      if (row != 0) {
        freeList = table[row].nextFree;
      } else {
        row = static_cast<uint32_t>(table.size());
        table.push_back({});
      }
      table[row].started = now;
      const uint32_t tag = (table[row].generation & 0xff) << 24 | row << 2;
      events.push(now + exponential(arrivals) / 1000, kArrival);
      events.push(now + 0.25 * exponential(work), tag | kDone);
      events.push(now + 1.0, tag | kTimeout);
    } else if (isLive(event.what)) {
      const uint32_t row = event.what >> 2 & 0x3fffff;
      if ((event.what & 3) == kDone) latency.record(now - table[row].started);
      else expired++;
      close(row);
    }
  }
  out.seconds = watch.seconds();
  out.result = static_cast<double>(expired) / static_cast<double>(out.units);
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string name = argc > 1 ? argv[1] : "";
  const uint64_t units = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 5000000;
  const size_t pending = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 10000;
  Outcome out;
  if (name == "w1") out = w1(units);
  else if (name == "w2") out = w2(units);
  else if (name == "w3") out = w3(units, pending);
  else if (name == "w4") out = w4(units);
  else {
    std::fprintf(stderr, "usage: baseline w1|w2|w3|w4 [units] [pending]\n");
    return 2;
  }
  std::printf("{\"ns\":%.3f,\"units\":%llu,\"events\":%llu,\"peak\":%llu,\"result\":%.9g}\n",
              out.seconds * 1e9 / static_cast<double>(out.units), static_cast<unsigned long long>(out.units),
              static_cast<unsigned long long>(out.events), static_cast<unsigned long long>(out.peak), out.result);
  return 0;
}
