import { useRef } from 'react';
import { usePage } from '#app/page.tsx';
import { Button } from '#app/ui/Button.tsx';
import { VisuallyHidden } from '#app/ui/VisuallyHidden.tsx';

interface PickButtonProps {
  readonly label: string;
  readonly look: 'primary' | 'quiet';
  readonly startsFocused?: boolean;
}

/** Opens the system's picker: gallery, files and, on phones, the camera app. Several can be chosen at once. */
export function PickButton({ label, look, startsFocused = false }: PickButtonProps) {
  const { tray } = usePage();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        look={look}
        icon="photo"
        autoFocus={startsFocused}
        data-testid="pick-photo"
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
      <VisuallyHidden>
        <input
          ref={input}
          type="file"
          accept="image/*"
          multiple
          tabIndex={-1}
          aria-hidden="true"
          data-testid="photo-input"
          onChange={({ currentTarget }) => {
            const files = [...(currentTarget.files ?? [])];
            currentTarget.value = ''; // choosing the same files again is a change, too
            void tray.add(files);
          }}
        />
      </VisuallyHidden>
    </>
  );
}
