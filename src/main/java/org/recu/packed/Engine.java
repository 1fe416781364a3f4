package org.recu.packed;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.recu.packed.proto.NetworkMessage;

/**
 * A network as it is computed at the moment: its plan and the memory for it.
 *
 * <p>A JVM compiles the loops of the Vector API only after it has run them for a while, at a
 * thousandth of their speed. A program that classifies a few images would spend its time on that,
 * so the first images go through plain loops. Both compute the same numbers.
 */
final class Engine {

  /** Images that go through plain loops first. */
  static final int FIRST_IMAGES = 64;

  private final String source;
  private final AtomicLong images = new AtomicLong();

  /** The kernel of the images after the first, and the network; null once it is in use. */
  private Kernel next;

  private NetworkMessage network;

  /** Plan and memory at the moment. */
  private volatile WorkspacePool pool;

  private Engine(String source, NetworkMessage network, Kernel first, Kernel next)
      throws IOException {
    this.source = source;
    this.network = network;
    this.next = next;
    pool = pool(first);
  }

  /** An engine with one kernel from the first image on. */
  static Engine of(String source, NetworkMessage network, Kernel kernel) throws IOException {
    Engine engine = new Engine(source, network, kernel, kernel);
    engine.next = null;
    engine.network = null;
    return engine;
  }

  /** An engine that computes the first images by plain loops. */
  static Engine startingPlain(String source, NetworkMessage network, Kernel kernel)
      throws IOException {
    return kernel instanceof PlainKernel
        ? of(source, network, kernel)
        : new Engine(source, network, new PlainKernel(), kernel);
  }

  private WorkspacePool pool(Kernel kernel) throws IOException {
    return new WorkspacePool(
        source, Planner.plan(kernel, network.getImage(), NetworkReader.nodes(source, network)));
  }

  /**
   * The memory for a number of images, and their plan.
   *
   * @throws IllegalStateException if the engine is closed
   */
  WorkspacePool pool(int count) {
    long before = images.getAndAdd(count);
    if (before < FIRST_IMAGES) {
      return pool;
    }
    return warm();
  }

  private synchronized WorkspacePool warm() {
    if (next != null) {
      try {
        pool = pool(next);
      } catch (IOException e) {
        throw new IllegalStateException("a network that was checked before", e);
      }
      next = null;
      network = null;
    }
    return pool;
  }

  /**
   * The logits of images.
   *
   * @param pixels (images, size, size, 3), uint8, RGB
   * @param executor for the other threads
   * @param threads how many compute at the most, the caller's among them
   * @return (images, classes)
   * @throws IllegalStateException if the engine is closed
   */
  float[][] logits(byte[] pixels, int images, Executor executor, int threads) {
    WorkspacePool workspaces = pool(images);
    float[][] logits = new float[images][workspaces.plan().classes()];
    if (threads == 1 || images <= 1) {
      workspaces.use(
          workspace -> {
            for (int image = 0; image < images; image++) {
              compute(workspaces.plan(), workspace, pixels, image, logits);
            }
          });
    } else {
      new SharedBatch(images, threads, workspaces)
          .run(
              executor,
              (workspace, image) -> compute(workspaces.plan(), workspace, pixels, image, logits));
    }
    return logits;
  }

  private static void compute(
      Plan plan, Workspace workspace, byte[] pixels, int image, float[][] logits) {
    workspace.pixels = pixels;
    workspace.firstPixel = image * (pixels.length / logits.length);
    System.arraycopy(plan.run(workspace), 0, logits[image], 0, logits[image].length);
    workspace.pixels = null;
  }

  /** How many classes there are. */
  int classes() {
    return pool.plan().classes();
  }

  synchronized void close() {
    next = null;
    network = null;
    pool.close();
  }
}
