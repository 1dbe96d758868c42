import { Component, type ReactNode } from 'react';

interface BoundaryProps {
  /** Shown in the place of children that cannot be shown. */
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

/** A part that fails, such as one whose file cannot be fetched, does not take the page with it. */
export class Boundary extends Component<BoundaryProps, { readonly failed: boolean }> {
  override readonly state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
