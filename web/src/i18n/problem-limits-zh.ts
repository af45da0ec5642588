import { type Sentences, p } from './sentences.ts';

/** Problems of limits. */
export const limitsZh: Readonly<Record<string, Sentences>> = {
  'priorities-differ': p(
    '类别 `{{name}}` 在这里的优先级是 {{priority}}，在 `{{other}}` 是 {{before}}。',
    '无论由谁发出，同一类别对接收方都是一样的。',
    '给两处相同的优先级，或换一个类别名。',
  ),
};
