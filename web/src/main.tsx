import './theme/fonts.css';
import './theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { startTranslations } from './i18n/index.ts';
import { openFromAddress } from './share/open-address.ts';
import { applyTheme, savedTheme } from './theme/theme.ts';

applyTheme(savedTheme());
await startTranslations();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
await openFromAddress();
