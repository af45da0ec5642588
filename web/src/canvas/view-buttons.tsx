import { useReactFlow } from '@xyflow/react';
import { Maximize, Minus, Plus, Wand } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** Zoom, fit and tidy, for those who don't pinch or scroll. */
export function ViewButtons({ onFit, onTidy }: { onFit: () => void; onTidy: () => void }) {
  const { t } = useTranslation();
  const { zoomIn, zoomOut } = useReactFlow();
  useEffect(() => {
    addEventListener('brownout:fit', onFit);
    return () => removeEventListener('brownout:fit', onFit);
  }, [onFit]);
  const buttons = [
    { label: t('canvas.zoomIn'), Icon: Plus, run: () => void zoomIn({ duration: 120 }) },
    { label: t('canvas.zoomOut'), Icon: Minus, run: () => void zoomOut({ duration: 120 }) },
    { label: t('canvas.fit'), Icon: Maximize, run: onFit },
    { label: t('canvas.tidy'), Icon: Wand, run: onTidy },
  ];
  return (
    <div className="view-buttons">
      {buttons.map(({ label, Icon, run }) => (
        <button key={label} type="button" className="icon" onClick={run} title={label}>
          <Icon size={15} aria-hidden />
          <span className="visually-hidden">{label}</span>
        </button>
      ))}
    </div>
  );
}
