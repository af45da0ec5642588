import { type Sentences, p } from './sentences.ts';

/** Problems of callers. */
export const callsZh: Readonly<Record<string, Sentences>> = {
  'option-not-read': p(
    '`{{option}}` 对 `{{policy}}` 没有作用。',
    '它读取的是：{{reads}}。',
    '删去 `{{option}}`，或选择会读取它的方式。',
  ),
  'needs-other-setting': p(
    '`{{setting}}` 在这里没有作用。',
    '它需要 `{{other}}`，而这里没有可用的。',
    '加上 `{{other}}`，或删去 `{{setting}}`。',
  ),
  'excludes-other-setting': p(
    '`{{setting}}` 和 `{{other}}` 不能同时使用。',
    '两者合在一起没有定义的含义。',
    '删去其中一个。',
  ),
};
