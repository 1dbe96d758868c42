import { lazy, Suspense, useEffect, useState } from 'react';
import styles from './App.module.css';
import { announcement } from './announcement.ts';
import { SaveTrouble } from './cards/SaveTrouble.tsx';
import { DropAnywhere } from './features/add-photo/DropAnywhere.tsx';
import { EmptyScreen } from './features/add-photo/EmptyScreen.tsx';
import { PickButton } from './features/add-photo/PickButton.tsx';
import { BarcodeButton } from './features/barcode/BarcodeButton.tsx';
import { CameraDialog } from './features/camera/CameraDialog.tsx';
import { HistoryButton } from './features/history/HistoryButton.tsx';
import { InstallNote } from './features/install/InstallNote.tsx';
import { ModelProgress } from './features/model-progress/ModelProgress.tsx';
import { PacksButton } from './features/packs/PacksButton.tsx';
import { ItemRail } from './features/photo-boxes/ItemRail.tsx';
import { PhotoStage } from './features/photo-boxes/PhotoStage.tsx';
import { TrayStrip } from './features/photo-tray/TrayStrip.tsx';
import { ProductLayer } from './features/product/ProductLayer.tsx';
import { ResultSheet } from './features/results/ResultSheet.tsx';
import { SavedButton } from './features/saved/SavedButton.tsx';
import { SavedDialog } from './features/saved/SavedDialog.tsx';
import { YourDataButton } from './features/saved/YourDataButton.tsx';
import { UpdateNote } from './features/update/UpdateNote.tsx';
import { useFlow, usePage, useTray } from './page.tsx';
import { Announcer } from './ui/Announcer.tsx';
import { IconButton } from './ui/Button.tsx';
import { Logo } from './ui/Logo.tsx';
import { useBackButton } from './use-back-button.ts';
import { useTop } from './use-top.ts';

/** Few open it, so it is not part of a first visit. */
const PacksDialog = lazy(() =>
  import('./features/packs/PacksDialog.tsx').then((file) => ({ default: file.PacksDialog })),
);

/** Which shortcut of the home screen icon opened the page. */
export interface StartsWith {
  readonly camera: boolean;
  readonly gallery: boolean;
  readonly history: boolean;
}

interface AppProps {
  readonly watchUpdate: (onUpdate: (apply: () => void) => void) => void;
  readonly startsWith: StartsWith;
}

/** The one screen: empty, or a photo and what was found for it. */
export function App({ watchUpdate, startsWith }: AppProps) {
  const { words, language } = usePage();
  const state = useFlow();
  const several = useTray().photos.length > 1;
  const [camera, setCamera] = useState(startsWith.camera);
  const [saved, setSaved] = useState(false);
  const [packs, setPacks] = useState(false);
  const showPacks = () => setPacks(true);
  const [update, setUpdate] = useState<{ apply: () => void } | null>(null);
  useEffect(() => watchUpdate((apply) => setUpdate({ apply })), [watchUpdate]);
  const back = useBackButton();
  useTop(state.photo?.url);
  const open = state.photo !== null;
  return (
    <div className={`${styles.page} ${open ? styles.open : ''}`}>
      <header className={styles.bar}>
        {open ? <IconButton icon="back" label={words.close} onClick={back} /> : <Logo />}
        {open ? <h1 className={styles.name}>{words.appName}</h1> : <p className={styles.name}>{words.appName}</p>}
        <div className={styles.tools}>
          <SavedButton onOpen={() => setSaved(true)} />
          <HistoryButton startsOpen={startsWith.history} />
          {open && <PickButton label={several ? words.addPhotos : words.newPhoto} look="quiet" />}
        </div>
      </header>
      {open ? (
        <main className={styles.split}>
          <div className={`${styles.photo} ${several ? styles.several : ''}`}>
            <TrayStrip />
            <PhotoStage key={state.photo?.url} />
          </div>
          <div className={styles.sheet}>
            <ResultSheet packs={<PacksButton look="button" onOpen={showPacks} />} exact={<BarcodeButton />}>
              <SaveTrouble />
              <ItemRail>{state.stage === 'preparing' && <ModelProgress />}</ItemRail>
            </ResultSheet>
          </div>
        </main>
      ) : (
        <EmptyScreen
          startsWithGallery={startsWith.gallery}
          onCamera={() => setCamera(true)}
          footer={<YourDataButton onOpen={() => setSaved(true)} />}
        >
          <ModelProgress />
          <InstallNote />
          <PacksButton look="link" onOpen={showPacks} />
        </EmptyScreen>
      )}
      <DropAnywhere />
      {saved && <SavedDialog onClose={() => setSaved(false)} />}
      <ProductLayer />
      {camera && <CameraDialog onClose={() => setCamera(false)} />}
      {packs && (
        <Suspense fallback={null}>
          <PacksDialog onClose={() => setPacks(false)} />
        </Suspense>
      )}
      {update && <UpdateNote apply={update.apply} />}
      <Announcer text={announcement(state, language, words)} />
    </div>
  );
}
