package org.recu.inference;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.recu.image.ImageDecoder;

/** Reads image files in threads of its own, while a network classifies others. */
final class ImageLoader implements AutoCloseable {

  private final int shortSide;
  private final int size;
  private final ImageDecoder decoder;
  private final ExecutorService threads;

  /**
   * A loader for images of one size.
   *
   * @param decoder closed with this
   * @param shortSide length of the short side after resizing, in pixels
   * @param size height and width of the centre that is taken, in pixels
   * @param workers threads that read
   */
  ImageLoader(ImageDecoder decoder, int shortSide, int size, int workers) {
    this.decoder = decoder;
    this.shortSide = shortSide;
    this.size = size;
    this.threads = Executors.newFixedThreadPool(workers);
  }

  /** Starts reading files; the results have the order of the files. */
  List<Future<LoadedImage>> start(List<Path> files) {
    return files.stream()
        .map(file -> threads.submit(() -> LoadedImage.read(file, decoder, shortSide, size)))
        .toList();
  }

  /** Waits for the reads that have started, and frees the decoder. */
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
