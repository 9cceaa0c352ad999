import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page } from './page';
import { PageBoundary } from './PageBoundary';

vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: (key: string) => key }) }));
afterEach(cleanup);

const Hello = () => <p>hello</p>;

describe('a page that is a download of its own', () => {
  it('keeps its place until it is there', async () => {
    const Page = page(async () => Hello);
    const { container } = render(<Page />);
    expect(container.querySelector('[aria-busy]')).toBeTruthy();
    await screen.findByText('hello');
  });

  it('is there at once when it was fetched before, and is fetched once', async () => {
    const load = vi.fn(async () => Hello);
    const Page = page(load);
    Page.preload();
    await Promise.resolve();
    await Promise.resolve();
    render(<Page />);
    expect(screen.getByText('hello')).toBeTruthy();
    expect(load).toHaveBeenCalledOnce();
  });

  it('is fetched once, also when it is shown while on its way', async () => {
    let arrive: () => void = () => undefined;
    const load = vi.fn(
      () => new Promise<typeof Hello>((resolve) => (arrive = () => resolve(Hello))),
    );
    const Page = page(load);
    Page.preload();
    render(<Page />);
    arrive();
    await screen.findByText('hello');
    expect(load).toHaveBeenCalledOnce();
  });

  it('that cannot be fetched is told to the person, who may try again', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const load = vi.fn().mockRejectedValueOnce(new TypeError('no line')).mockResolvedValue(Hello);
    const Page = page(load);
    render(
      <PageBoundary>
        <Page />
      </PageBoundary>,
    );
    (await screen.findByText('crash.again')).click();
    await screen.findByText('hello');
  });
});
