/** What is wrong, why that matters, what to do; `{{…}}` are the facts of the problem. */
interface Sentences {
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

const p = (what: string, why: string, fix: string): Sentences => ({ what, why, fix });

const document = {
  'document-too-long': p(
    '文档有 {{size}} 字节。',
    '超过 {{max}} 字节的文档可能要读好几分钟，因此被拒绝。',
    '把长列表移到单独的文件里，或删去一部分。',
  ),
  'document-too-deep': p(
    '这里的映射和列表嵌套超过 {{max}} 层。',
    '这样的文档可能使读取它的程序崩溃，因此被拒绝。',
    '关闭已打开的括号，或减少这一部分的层次。',
  ),
  'document-too-many-pieces': p(
    '文档超过 {{max}} 个词和符号。',
    '这么多内容可能要读好几分钟，因此从这里起被拒绝。',
    '把长列表移到单独的文件里，或删去一部分。',
  ),
  'too-many-values': p(
    '文档展开后超过 {{max}} 个值。',
    '锚点每用一次就算一次，这么多值可能占满内存。',
    '少用别名，或缩短列表。',
  ),
  'too-many-aliases': p(
    '锚点被引用超过 {{max}} 次。',
    '别名的别名会无限增长，因此次数有上限。',
    '把一部分重复内容直接写出来。',
  ),
  'unknown-anchor': p(
    '此处之前没有锚点 `&{{anchor}}`。',
    '别名重复的是前面用锚点标记的内容。',
    '用 `&{{anchor}}` 标记要重复的部分，或直接写出值。',
  ),
  'yaml-syntax': p(
    '无法按 YAML 读取：{{detail}}',
    '文本先要能读，其中的内容才能检查。',
    '检查此处之前的缩进、冒号、引号和括号。',
  ),
  'yaml-version': p(
    '文档要求 YAML {{version}}。',
    '场景使用 YAML 1.2；在旧版本里，`yes` 之类的词另有含义。',
    '删去以 `%YAML` 开头的行。',
  ),
  'yaml-tag': p(
    '不允许使用标签 `{{tag}}`。',
    '场景只是数据：映射、列表、文本、数字。',
    '去掉标签，直接写值。',
  ),
  'merge-key': p(
    '不允许使用合并键（`<<`）。',
    '节点的设置应当在它所在之处就能读到。',
    '把设置写出来，或只用别名作某一项设置的值。',
  ),
  'duplicate-key': p('`{{key}}` 出现了两次。', '两者只能有一个算数，而这不该靠猜。', '删去其中一个。'),
  'forbidden-key': p('`{{key}}` 不能作名字。', 'JavaScript 赋予它特殊含义。', '换一个名字。'),
  'key-not-a-text': p('这个键不是词。', '设置和节点以词命名。', '使用 `order` 这样的词，后面加冒号。'),
  'several-documents': p(
    '这里开始了第二个文档。',
    '一个文件只有一个场景。',
    '删去 `---` 这一行，或把第二个场景放进单独的文件。',
  ),
  'empty-document': p(
    '文档是空的。',
    '场景至少需要版本和一个节点。',
    '以 `brownout: 1` 和 `nodes:` 一节开头。',
  ),
  'not-a-scenario': p(
    '这是 {{value}}，不是场景。',
    '场景是一个映射：它的版本、节点，以及发生在它们身上的事。',
    '以 `brownout: 1` 和 `nodes:` 一节开头。',
  ),
  'newer-version': p(
    '文档的版本是 {{version}}。',
    '本程序读取版本 1；更新版本的含义无法猜测。',
    '使用更新的 Brownout，或按版本 1 书写。',
  ),
  'too-many-problems': p(
    '另有 {{more}} 个问题没有列出。',
    '最前面的几个通常说明了其余的。',
    '先改正以上问题，再看一次。',
  ),
};

const values = {
  missing: p('缺少 `{{setting}}`。', '*{{owner}}* 不能没有它。', '在此处加上 `{{setting}}:`。'),
  empty: p(
    '`{{setting}}` 没有值。',
    '空值可以是任何意思。',
    '在 `{{setting}}:` 之后写一个值，或删去这一行。',
  ),
  'no-unit': p('`{{pair}}` 没有单位。', '{{dimension}}需要单位，以免误读。', '可用的单位：{{units}}。'),
  'unknown-unit': p(
    '`{{pair}}` 的单位 `{{unit}}` 在这里不认识。',
    '{{dimension}}的单位有 {{units}}，紧跟在数字后面。',
    '使用其中之一：{{units}}。',
  ),
  'needless-unit': p(
    '`{{pair}}` 带有单位 `{{unit}}`，但这里不需要。',
    '{{setting}} 是{{dimension}}。',
    '只写数字。',
  ),
  'not-a-quantity': p(
    '`{{pair}}` 不是{{dimension}}。',
    '它要以数字开头，小数用点，不带空格和逗号。',
    '写成这样：{{examples}}。',
  ),
  'not-finite': p(
    '`{{pair}}` 不是可以计算的数。',
    '无穷大和“非数”在任何地方都不接受。',
    '写一个有限的数；若不要上限，就省去这项设置。',
  ),
  'not-whole': p('`{{pair}}` 不是整数。', '它用来计数。', '取整。'),
  'too-small': p('`{{pair}}` 太小。', '可以从 {{min}} 到 {{max}}。', '使用 `{{min}}` 或更大的值。'),
  'too-large': p('`{{pair}}` 太大。', '可以从 {{min}} 到 {{max}}。', '使用 `{{max}}` 或更小的值。'),
  'below-minimum': p('`{{pair}}` 太小。', '最小是 {{min}}。', '使用 `{{min}}` 或更大的值。'),
  'above-maximum': p('`{{pair}}` 太大。', '最大是 {{max}}。', '使用 `{{max}}` 或更小的值。'),
  'share-without-percent': p(
    '`{{pair}}` 超过了全部。',
    '份额从 0% 到 100%，或是 0 到 1 之间的数。',
    '加上百分号。',
  ),
  'not-a-text': p('`{{pair}}` 不是文本。', 'YAML 把它读成了别的东西。', '加上引号：`"{{value}}"`。'),
  'text-too-long': p('`{{setting}}` 有 {{length}} 个字符。', '最多容纳 {{max}} 个。', '缩短它。'),
  'not-a-flag': p(
    '`{{pair}}` 既不是 true 也不是 false。',
    'YAML 1.2 没有 `yes`、`no`、`on` 和 `off`。',
    '写 `true` 或 `false`。',
  ),
  'not-an-id': p(
    '`{{value}}` 不能作标识。',
    '标识以小写字母开头，后面是小写字母、数字和连字符，最多 63 个字符。',
    '选一个 `order-store` 这样的标识。',
  ),
  'not-a-file-name': p(
    '`{{value}}` 不能作文件名。',
    '数据文件放在场景旁边；文件名由字母、数字、点、连字符和下划线组成。',
    '把文件放进同一个文件夹，只写文件名。',
  ),
  'unknown-choice': p('不认识 `{{pair}}`。', '它是以下之一：{{choices}}。', '使用其中之一。'),
  'missing-choice': p(
    '缺少 `{{key}}`。',
    '它说明其他设置的含义，是以下之一：{{choices}}。',
    '加上 `{{key}}:` 和其中之一。',
  ),
  'unknown-key': p(
    '`{{key}}` 不是 *{{owner}}* 的设置。',
    '没有人认识的设置不会起作用，因此被拒绝。',
    '它的设置有：{{known}}。',
  ),
  'wrong-type': p('`{{pair}}` 的类型不对。', '否则其余部分无法理解。', '此处应为 {{expected}}。'),
  'too-few-entries': p('`{{setting}}` 的条目太少。', '至少需要 {{min}} 条。', '补上缺少的。'),
  'too-many-entries': p('`{{setting}}` 的条目太多。', '最多 {{max}} 条。', '删去一些。'),
  'not-a-distribution': p(
    '`{{pair}}` 不是分布。',
    '分布是一个量，或形状的名称加上它的参数。',
    '写成这样：`{{examples}}`。',
  ),
  'unknown-shape': p('`{{shape}}` 不是分布的形状。', '形状有：{{shapes}}。', '使用其中之一。'),
  'distribution-usage': p(
    '`{{shape}}` 不是这样写的：`{{pair}}`。',
    '每种形状的参数都有固定的顺序。',
    '写成这样：`{{usage}}`。',
  ),
  'distribution-not-positive': p(
    '`{{pair}}` 不是分布。',
    '它的均值必须大于零。',
    '使用很小的值，或只写 `0s` 表示没有。',
  ),
  'distribution-order': p('`{{pair}}` 不是分布。', '第二个值必须大于第一个。', '交换两者。'),
  'distribution-stages': p(
    '`{{pair}}` 不是分布。',
    '阶段数是 1 到 1,000 的整数。',
    '写成 `erlang 3 10ms` 这样。',
  ),
  'distribution-scv': p(
    '`{{pair}}` 不是分布。',
    '超指数分布的变异系数平方至少为 1。',
    '使用 `scv 1` 或更大；若要更小的变化，用 `erlang`。',
  ),
  'distribution-quantiles': p('`{{pair}}` 不是分布。', 'p99 必须大于 p50。', '交换两者。'),
  'distribution-cv': p(
    '`{{pair}}` 不是分布。',
    '变异系数从 0.001 到 100。',
    '写成 `lognormal 20ms cv 1.5` 这样。',
  ),
  'distribution-shape': p(
    '`{{pair}}` 不是分布。',
    '形状参数是 0.1 到 100 的数（gamma 可到 10,000）。',
    '写成 `weibull 0.7 mean 10ms` 这样。',
  ),
  'mean-too-small': p('`{{pair}}` 的均值是 {{mean}}。', '至少要有 {{min}}。', '使用更大的值。'),
  'mean-too-large': p('`{{pair}}` 的均值是 {{mean}}。', '最多 {{max}}。', '使用更小的值。'),
  'not-keys': p(
    '`{{pair}}` 不是键空间。',
    '它说明请求涉及多少种东西，以及各自的热度。',
    '写成 `zipf 1.1 of 100k`、`uniform of 100k` 或 `one`。',
  ),
  'keys-size': p(
    '`{{pair}}` 不是键的数量。',
    '键有 1 到 {{max}} 个，取整数。',
    '写成 `uniform of 100k` 这样。',
  ),
  'keys-exponent': p(
    '`{{pair}}` 的指数不能用。',
    '它大于 0，最大 10；常见的热度分布接近 1。',
    '写成 `zipf 1.1 of 100k`；没有偏好就用 `uniform of 100k`。',
  ),
  'peak-below-mean': p(
    '`{{pair}}` 低于均值。',
    '峰值是最高的速率，至少等于均值。',
    '提高 `peak`，或降低 `mean`。',
  ),
  'peak-too-high': p(
    '`{{pair}}` 相对均值太高。',
    '平滑的节律，峰值最多是均值的 {{max}} 倍。',
    '降低 `peak`，提高 `mean`，或使用 `spike` 曲线。',
  ),
  'not-a-warmup': p(
    '`{{pair}}` 不是预热时间。',
    '运行的开头不典型，因此可以不计入结果。',
    '写 `auto`、`none`，或 `10s` 这样的时长。',
  ),
  custom: p('`{{pair}}` 不能用。', '{{detail}}', '相应地修改它。'),
};

const structure = {
  'unknown-node': p(
    '没有节点 `{{name}}`。',
    '其他节点有：{{known}}。',
    '添加节点 `{{name}}`，或写一个已有的。',
  ),
  'unknown-place': p(
    '没有节点或实例 `{{name}}`。',
    '节点有：{{known}}。',
    '写一个已有的；副本从 1 编号，如 `order-1`。',
  ),
  'unknown-zone': p(
    '没有可用区 `{{name}}`。',
    '可用区有：{{known}}。',
    '在顶部的 `zones` 里加上 `{{name}}`。',
  ),
  'unknown-class': p(
    '没有客户端发送 `{{name}}` 类的请求。',
    '类别有：{{known}}。',
    '写一个已有的，或把它加到客户端。',
  ),
  'unknown-file': p('场景旁边没有文件 `{{name}}`。', '运行需要它的内容。', '把文件放进同一个文件夹。'),
  'unreadable-file': p(
    '无法读取 `{{name}}`。',
    '其中 {{bad}} 行没有意义，只读出了 {{lines}} 行。',
    '文件必须是 {{expected}}。',
  ),
  'bad-lines': p(
    '`{{name}}` 有 {{bad}} 行无法读取。',
    '这些行被略去。第一处是第 {{first}} 行。',
    '改正它们，或就这样继续；文件必须是 {{expected}}。',
  ),
  'zone-and-zones': p(
    '节点同时有 `zone` 和 `zones`。',
    '两者说的是同一件事：`zone` 表示一处，`zones` 表示多处。',
    '删去其中一个。',
  ),
  'instance-id-clash': p(
    '`{{name}}` 也是 `{{node}}` 的一个副本的名字。',
    '副本以节点名加编号命名，每个名字只能指一样东西。',
    '给这个节点改名。',
  ),
  'target-is-client': p(
    '不能向 `{{name}}` 发送请求。',
    '它是 {{kind}}：只发送请求，不回答。',
    '写一个服务器、负载均衡器或存储。',
  ),
  'needs-balancer': p(
    '`{{name}}` 有 {{replicas}} 个副本，但 `{{from}}` 只会与第一个通信。',
    '需要有人在副本之间选择。',
    '在两者之间放一个负载均衡器：`{ kind: load-balancer, backends: {{name}} }`。',
  ),
  'call-loop': p(
    '{{loop}} 可能无限循环。',
    '绕圈的请求在 {{hops}} 跳后以“跳数过多”结束，在此之前让所有节点忙碌。',
    '去掉其中一个调用，或保留它看看会发生什么。',
  ),
  'no-traffic': p(
    '没有人发送请求。',
    '没有客户端就什么也不会发生。',
    '加一个客户端：`{ kind: source, target: …, rate: 10/s }`。',
  ),
  'unused-node': p('没有人向 `{{name}}` 发送任何东西。', '它会一直闲着。', '把它作为某个目标，或删去它。'),
  'majority-of-two': p(
    '`{{name}}` 有 2 个副本，而领导者需要多数，也就是两个都要。',
    '任何一个失败，所有写入都失败：两个副本不如一个可用。',
    '使用 `replicas: 3`；若想看到两个领导者并存，用 `fencing: false`。',
  ),
  'too-many-instances': p(
    '所有节点共有 {{instances}} 个实例。',
    '超过 {{max}} 个，连同所有测量就放不进内存。',
    '减少副本，让每个有更多核心。',
  ),
  'too-many-columns': p(
    '将有 {{columns}} 个指标要随时间记录。',
    '超过 {{max}} 个就放不进内存。',
    '减少副本，让每个有更多核心。',
  ),
};

const faults = {
  'not-a-fault': p(
    '`{{pair}}` 不是故障。',
    '故障是一个映射：何时发生，以及它的名称和对象。',
    '写成 `{ at: 4min, for: 90s, crash: order-3 }` 这样。故障有：{{faults}}。',
  ),
  'no-fault': p(
    '这一条没有写明故障。',
    '必须有一个键是故障的名称，并带上对象。',
    '加上其中之一：{{faults}}。',
  ),
  'unknown-fault': p('`{{key}}` 不是故障。', '故障有：{{faults}}。', '使用其中之一。'),
  'several-faults': p(
    '这一条写了两个故障：`{{first}}` 和 `{{second}}`。',
    '每条只写一个故障；各条在时间上可以重叠。',
    '拆成两条。',
  ),
  'fault-without-time': p(
    '`{{fault}}` 没有时间。',
    '故障在某个时刻发生，或随机发生。',
    '加上 `at: 30s`；随机故障用 `mtbf: 10min, mttr: 30s`。',
  ),
  'attrition-half': p(
    '`{{fault}}` 只有 `mtbf` 和 `mttr` 中的一个。',
    '随机故障两者都要：正常多久，故障多久。',
    '加上另一个。',
  ),
  'attrition-and-time': p(
    '`{{fault}}` 既是随机的又是计划的。',
    '`mtbf` 和 `mttr` 已经说明何时开始和结束，`at` 和 `for` 就不能再说。',
    '去掉 `at` 和 `for`，或另写一条。',
  ),
  'attrition-of-instant': p(
    '`{{fault}}` 不能随机发生。',
    '它立刻就结束，没有修复的时间。',
    '给它一个时间：`at: 30s`。',
  ),
  'attrition-not-live': p('`{{fault}}` 是随机的。', '手动操作只在此刻发生一次。', '去掉 `mtbf` 和 `mttr`。'),
  'fault-needs-no-end': p('`{{fault}}` 没有结束。', '它立刻就结束，`for` 没有意义。', '去掉 `for`。'),
  'fault-after-end': p(
    '故障在 {{at}} 发生，但运行在 {{duration}} 就结束了。',
    '它永远不会发生。',
    '让它早些发生，或加长 `duration`。',
  ),
  'too-many-strikes': p(
    '这个故障大约会发生 {{strikes}} 次。',
    '超过 {{max}} 次，就会比运行中的其他一切都耗时。',
    '使用更长的 `mtbf`，或更短的 `duration`。',
  ),
  'no-leader-there': p(
    '`{{name}}` 没有领导者。',
    '它是 {{kind}}；只有存储才有领导者。',
    '写一个实例，或写 `any of {{name}}`。',
  ),
};

const objectives = {
  'not-an-objective': p(
    '`{{pair}}` 不是目标。',
    '目标是一个节点的一个指标，与一个值比较。',
    '写成 `client.p99 < 200ms after 30s` 或 `orders.lostWrites == 0` 这样。',
  ),
  'single-equals': p('`{{pair}}` 只有一个等号。', '比较有 `<`、`<=`、`>`、`>=`、`==` 和 `!=`。', '写 `==`。'),
  'not-a-window': p(
    '`{{text}}` 不是时间窗口。',
    '在值之后，目标可以说明何时必须成立。',
    '写 `after 30s` 或 `between 30s and 2min`。',
  ),
  'window-order': p('`{{pair}}` 在开始之前就结束了。', '`between` 的第一个时间要早一些。', '交换两个时间。'),
  'objective-unknown-node': p('没有节点 `{{name}}`。', '节点有：{{known}}。', '写一个已有的。'),
  'unknown-metric': p('`{{node}}` 没有指标 `{{metric}}`。', '它有：{{metrics}}。', '使用其中之一。'),
  'objective-after-end': p(
    '`{{pair}}` 说的是运行结束之后的时间。',
    '没有发生的事无法测量。',
    '移动时间窗口，或加长 `duration`。',
  ),
};

const commands = {
  'not-an-override': p(
    '`{{override}}` 不是覆盖项。',
    '覆盖项是路径和值，中间一个等号。',
    '写成 `nodes.order.replicas=3` 或 `order.replicas=3` 这样。',
  ),
  'override-unknown-path': p(
    '`{{override}}` 不通向任何地方：没有 `{{step}}`。',
    '设置有：{{known}}。',
    '从文档顶部开始，或从节点的标识开始。',
  ),
  'override-unreadable': p(
    '无法读取 `{{override}}` 的值：{{detail}}',
    '它按 YAML 读取，如同写在文档里。',
    '给它加引号，或关闭括号。',
  ),
  'not-a-command': p(
    '`{{value}}` 不是命令。',
    '命令是一个故障，或一项要改变的设置。',
    '写成 `{ crash: order-3, for: 30s }` 或 `{ set: front.policy, to: random }` 这样。',
  ),
  'set-without-value': p(
    '`set` 没有 `to`。',
    '改变需要设置和新值。',
    '写成 `{ set: front.policy, to: random }` 这样。',
  ),
  'set-unknown-node': p('没有节点 `{{name}}`。', '节点有：{{known}}。', '写节点的标识、一个点和设置。'),
  'set-not-live': p(
    '运行中不能改变 `{{node}}` 的 `{{setting}}`。',
    '可以改变的设置：{{live}}。',
    '在文档里修改，然后重新运行。',
  ),
};

/** Sentences of problems by code. English comes with the engine. */
export const problemsZh: Readonly<Record<string, Sentences>> = {
  ...document,
  ...values,
  ...structure,
  ...faults,
  ...objectives,
  ...commands,
};
