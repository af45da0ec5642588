import { type Sentences, p } from './sentences.ts';

/** Problems of who lets requests in. */
export const admissionProblemsZh: Readonly<Record<string, Sentences>> = {
  'window-lets-nobody-in': p(
    '{{length}} 的窗口谁也放不进来。',
    '{{rate}} 在其中不到一个请求。',
    '加长窗口，或提高速率。',
  ),
  'shedding-without-level': p(
    '第 {{number}} 条卸载规则没有给出界限。',
    '它永远不会卸载任何请求。',
    '加上其中之一：{{signals}}。',
  ),
  'level-not-here': p(
    '第 {{number}} 条卸载规则：`{{level}}` 在这里没有意义。',
    '负载均衡器没有核心，也看不到工作何时开始。',
    '改用其中之一：{{signals}}。',
  ),
  'limit-out-of-bounds': p(
    '限制 {{limit}} 不在 {{min}} … {{max}} 之内。',
    '它从那里开始，到第一个应答时就会跳变。',
    '修改 `limit`、`min` 或 `max`。',
  ),
};
