package org.recu.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.recu.image.ImageDecoder;

/** Reads pictures in threads of its own, while others are looked at. */
final class PictureLoader implements AutoCloseable {

  private final int shortSide;
  private final int size;
  private final ImageDecoder decoder = new ImageDecoder();
  private final ExecutorService threads;

  /**
   * A loader of pictures of one size.
   *
   * @param shortSide what a picture's short side is resized to, in pixels
   * @param size height and width of the middle that is taken, in pixels
   * @param workers threads that read
   */
  PictureLoader(int shortSide, int size, int workers) {
    this.shortSide = shortSide;
    this.size = size;
    this.threads = Executors.newFixedThreadPool(workers);
  }

  /** Begins to read files; the pictures are in their order. */
  List<Future<Picture>> begin(List<Path> files) {
    return files.stream()
        .map(file -> threads.submit(() -> Picture.read(file, decoder, shortSide, size)))
        .toList();
  }

  /** Waits for what was begun, and frees the decoder. */
  @Override
  public void close() {
    threads.shutdownNow();
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    decoder.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
