import { admissionProblemsZh } from './problem-admission-zh.ts';
import { callsZh } from './problem-calls-zh.ts';
import { limitsZh } from './problem-limits-zh.ts';
import { valuesZh } from './problem-values-zh.ts';
import { resourceProblemsZh } from './problems-resources-zh.ts';
import { queueingProblemsZh } from './queueing-zh.ts';
import { scalingProblemsZh } from './scaling-zh.ts';
import { p, type Sentences } from './sentences.ts';

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
    '无法按 YAML 读取：{{detail}}。',
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
  'not-offered': p(
    '{{product}} 没有类似 `{{setting}}` 的功能。',
    '选了预设，均衡器就只能做该产品能做的事。',
    '去掉 `{{setting}}`，改用该产品有的设置（{{instead}}），或去掉 `preset`。',
  ),
  'policy-not-offered': p(
    '{{product}} 没有策略 `{{policy}}`。',
    '它的策略有：{{known}}。',
    '从中选一个，或去掉 `preset`。',
  ),
  'no-slow-start': p(
    '`{{policy}}` 不能让后端缓慢启动。',
    '缓慢启动使权重逐步增长；在这个策略下，每一步都会把请求移到别处。',
    '去掉 `slowStart`，或换成计轮次或计请求的策略，如 `round-robin`。',
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
  ...valuesZh,
  ...structure,
  ...limitsZh,
  ...scalingProblemsZh,
  ...callsZh,
  ...admissionProblemsZh,
  ...faults,
  ...objectives,
  ...commands,
  ...resourceProblemsZh,
  ...queueingProblemsZh,
};
