package org.recu.packed;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Images that several threads compute. Each takes the next that nobody has taken, so that the
 * caller's thread waits for nothing but images that are being computed.
 */
final class SharedBatch {

  private final int images;
  private final int threads;
  private final WorkspacePool workspaces;

  /** The next image that nobody has taken. */
  private int next;

  /** Images that have been taken, and are not done. */
  private int underWay;

  /** The first failure of a thread. */
  private Throwable failure;

  SharedBatch(int images, int threads, WorkspacePool workspaces) {
    this.images = images;
    this.threads = threads;
    this.workspaces = workspaces;
  }

  /** Computes an image. */
  @FunctionalInterface
  interface Work {
    void compute(Workspace workspace, int image);
  }

  /** Computes all images. */
  void run(Executor executor, Work work) {
    try {
      for (int i = 1; i < Math.min(threads, images); i++) {
        executor.execute(() -> takeAll(work));
      }
    } catch (RejectedExecutionException e) {
      // The threads that there are compute the images.
    }
    takeAll(work);
    awaitOthers();
  }

  private void takeAll(Work work) {
    int image = take();
    if (image < 0) {
      return;
    }
    try {
      int first = image;
      workspaces.use(
          workspace -> {
            for (int taken = first; taken >= 0; taken = doneAndNext()) {
              work.compute(workspace, taken);
            }
          });
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  private synchronized int take() {
    if (next >= images || failure != null) {
      return -1;
    }
    underWay++;
    return next++;
  }

  private synchronized int doneAndNext() {
    underWay--;
    notifyAll();
    return take();
  }

  private synchronized void fail(Throwable e) {
    underWay--;
    if (failure == null) {
      failure = e;
    }
    notifyAll();
  }

  private synchronized void awaitOthers() {
    boolean interrupted = false;
    while (underWay > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
  }
}
