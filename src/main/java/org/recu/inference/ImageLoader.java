package org.recu.inference;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.recu.image.ImageDecoder;

/**
 * Reads the images that a user named, batch by batch, in threads of its own: each batch while a
 * network classifies the one before, and the first while the network itself is still loading.
 */
public final class ImageLoader implements AutoCloseable {

  private final ImageFiles images;
  private final int batchSize;
  private final ImageDecoder decoder;
  private final ExecutorService threads;

  /** What is taken of each image, once the network is known. */
  private final CompletableFuture<Square> square = new CompletableFuture<>();

  /** Number of the first file of the batch after the next. */
  private int from;

  /** The next batch. */
  private List<Future<LoadedImage>> next;

  /**
   * A loader, which begins to read.
   *
   * @param images in this order
   * @param decoder closed with this
   */
  ImageLoader(ImageFiles images, ImageDecoder decoder, PredictOptions options) {
    this.images = images;
    this.batchSize = options.batchSize();
    this.decoder = decoder;
    this.threads = Executors.newFixedThreadPool(options.workers());
    next = start();
  }

  /**
   * A loader for a packed network, which need not be loaded yet. Ordinary images are read without
   * TensorFlow.
   *
   * @param named files, and folders of which every image is taken
   */
  public static ImageLoader forPacked(List<Path> named, PredictOptions options) {
    return new ImageLoader(ImageFiles.of(named), new LightDecoder(), options);
  }

  /** Says what the network takes of each image; until then no image is complete. */
  void take(Square taken) {
    square.complete(taken);
  }

  /**
   * Waits for the next batch, and begins with the one after it.
   *
   * @return empty after the last one
   */
  List<LoadedImage> next() throws IOException {
    List<LoadedImage> batch = new ArrayList<>();
    for (Future<LoadedImage> image : next) {
      try {
        batch.add(image.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while reading images");
      }
    }
    next = start();
    return batch;
  }

  /** Folders that give no images, and why. */
  List<ClassifiedImage> failed() {
    return images.failed();
  }

  private List<Future<LoadedImage>> start() {
    int to = Math.min(from + batchSize, images.files().size());
    List<Future<LoadedImage>> batch = new ArrayList<>();
    for (Path file : images.files().subList(from, to)) {
      batch.add(threads.submit(() -> LoadedImage.read(file, decoder, square::join)));
    }
    from = to;
    return batch;
  }

  /** Waits for the reads that have started, and frees the decoder. */
  @Override
  public void close() {
    threads.shutdownNow();
    // Where the network could not be loaded, images still wait to be cut.
    square.cancel(false);
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
