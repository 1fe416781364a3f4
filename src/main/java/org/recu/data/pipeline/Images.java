package org.recu.data.pipeline;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.recu.data.DataException;
import org.recu.data.Mapping;
import org.recu.data.RandomStream;
import org.recu.data.Split;

/**
 * Second stage of a {@link Pipeline}: the mapping of records to images and its number of threads.
 * Immutable.
 *
 * @param <R> what a record is
 */
public final class Images<R> {
  private static final long PURPOSE = 2;
  private static final long SUBSTITUTES = 3;
  private static final long PROBES = 5;

  /** The number of bad substitutes in a row after which the split is considered broken. */
  private static final int TRIES = 10;

  private final Examples<R> examples;
  private final int workers;
  private final Mapping<R> mapping;
  private final long seed;
  private final BadImages badImages;

  Images(Examples<R> examples, int workers, Mapping<R> mapping, long seed, BadImages badImages) {
    if (workers < 1) {
      throw new IllegalArgumentException("workers (" + workers + ") must be at least 1");
    }
    this.examples = examples;
    this.workers = workers;
    this.mapping = mapping;
    this.seed = seed;
    this.badImages = badImages;
  }

  /**
   * Sets the policy for records that cannot be decoded; the default is {@link BadImages#STOP}.
   *
   * @param policy for all of them
   */
  public Images<R> onBadImage(BadImages policy) {
    return new Images<>(examples, workers, mapping, seed, policy);
  }

  /**
   * Groups images into batches; the last batch of an epoch may be smaller.
   *
   * @param size images a batch
   * @throws IllegalArgumentException if size is below 1
   */
  public Batching<R> batch(int size) {
    return new Batching<>(this, size);
  }

  int workers() {
    return workers;
  }

  int imageSize() {
    return mapping.imageSize();
  }

  int size() {
    return examples.size();
  }

  int[] order(int epoch) {
    return examples.order(epoch);
  }

  Split<R> split() {
    return examples.split();
  }

  int label(int index) {
    return examples.split().label(index);
  }

  /**
   * Prepares the image of a record, or of its substitute: a function of seed, epoch and index only.
   *
   * @return the substitution, if the record was replaced
   * @throws IOException if the record cannot be decoded and the policy is to stop, or no substitute
   *     can be decoded either
   */
  Optional<Substitution> make(int index, int epoch, byte[] image) throws IOException {
    try {
      map(index, index, epoch, image);
      return Optional.empty();
    } catch (IOException e) {
      if (badImages == BadImages.STOP) {
        throw e;
      }
      return Optional.of(substitute(index, epoch, image, e));
    }
  }

  /**
   * Tries to prepare some images, so that a split of which none can be read is found before an
   * epoch is spent. As soon as one can be read, all is well.
   *
   * @throws IOException if none can be read; the message names the first
   */
  void requireReadable() throws IOException {
    RandomStream random = RandomStream.of(PROBES, seed);
    byte[] image = new byte[3 * imageSize() * imageSize()];
    Set<Integer> tried = new HashSet<>();
    IOException first = null;
    for (int i = 0; i <= TRIES; i++) {
      int index = i == 0 ? 0 : random.nextInt(size());
      if (tried.add(index)) {
        try {
          map(index, index, 0, image);
          return;
        } catch (IOException e) {
          first = first == null ? e : first;
        }
      }
    }
    throw tried.size() == 1
        ? first
        : new DataException(
            "%s; nor can any of the %d others that were tried be read"
                .formatted(first.getMessage(), tried.size() - 1),
            first);
  }

  private Substitution substitute(int index, int epoch, byte[] image, IOException problem)
      throws IOException {
    RandomStream random = RandomStream.of(SUBSTITUTES, seed, epoch, index);
    for (int i = 0; i < TRIES; i++) {
      int other = random.nextInt(examples.size());
      try {
        map(other, index, epoch, image);
        Split<R> split = examples.split();
        return new Substitution(
            index, split.name(index), problem.getMessage(), other, split.name(other));
      } catch (IOException e) {
        problem.addSuppressed(e);
      }
    }
    throw new DataException(
        "%s; nor can any of %d others that were tried in its place"
            .formatted(problem.getMessage(), TRIES),
        problem);
  }

  private void map(int index, int chance, int epoch, byte[] image) throws IOException {
    mapping.map(
        examples.split().record(index), RandomStream.of(PURPOSE, seed, epoch, chance), image);
  }
}
