import { type Sentences, p } from './sentences.ts';

/** Problems of single values. */
export const valuesZh: Readonly<Record<string, Sentences>> = {
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
  'not-a-wait': p(
    '`{{pair}}` 没有说明何时继续。',
    '一步调用在得到全部（`all`）、第一个（`first`）、若干个（`quorum`）好的应答后结束，或不等待（`none`）；`in turn` 表示逐个调用。',
    '使用 `all`、`first`、`quorum 2`、`in turn` 或 `none`。',
  ),
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
  'one-entry': p(
    '`{{setting}}` 是一个列表，而这里只是其中的一项。',
    '列表可以只有一项，但必须写成列表。',
    '把这一项放进方括号：`{{setting}}: [{ … }]`，或另起一行，前面加短横线。',
  ),
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
  'distribution-usage-chance': p(
    '`{{shape}}` 不是这样写的：`{{pair}}`。',
    '百分比是它前面那个值出现的概率，其余情况取后面的值。',
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
  'no-share': p(
    '每个类别的份额都是 0。',
    '份额是权重：如果没有一个大于 0，请求就不属于任何类别。',
    '让至少一个类别的 `share` 大于 0，或者不写 `share`：它就是 1。',
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
