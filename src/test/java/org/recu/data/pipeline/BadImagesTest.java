package org.recu.data.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.recu.data.DataException;
import org.recu.data.Mapping;
import org.recu.data.RandomStream;
import org.recu.data.Split;

/** Records that cannot be made images, in a pipeline. */
final class BadImagesTest {
  private static final int SIZE = 60;
  private static final Set<Integer> BAD = Set.of(3, 4, 17, 31, 59);

  /**
   * What an epoch came to.
   *
   * @param labels of all images
   * @param pixels of all images
   * @param substitutions of all batches
   */
  private record Epoch(List<Integer> labels, List<Byte> pixels, List<Substitution> substitutions) {}

  /** Images that are their labels; some of them are refused. */
  private record Picky(IntPredicate bad) implements Split<Integer>, Mapping<Integer> {

    @Override
    public int size() {
      return SIZE;
    }

    @Override
    public int label(int index) {
      return index;
    }

    @Override
    public Integer record(int index) {
      return index;
    }

    @Override
    public String name(int index) {
      return index + ".jpg";
    }

    @Override
    public int imageSize() {
      return 2;
    }

    @Override
    public void map(Integer record, RandomStream random, byte[] image) throws IOException {
      Arrays.fill(image, (byte) 99);
      if (bad.test(record)) {
        throw new DataException(record + ".jpg: no image");
      }
      Arrays.fill(image, record.byteValue());
    }
  }

  @Test
  void substitute_someBad_othersStandInWithTheirOwnLabels() throws IOException {
    Epoch epoch = epoch(2, 0, 8);
    assertThat(epoch.substitutions()).hasSize(BAD.size());
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      expected.add(i);
    }
    for (Substitution substitution : epoch.substitutions()) {
      int index = substitution.index();
      assertThat(BAD).contains(index).doesNotContain(substitution.substituteIndex());
      assertThat(substitution.name()).isEqualTo(index + ".jpg");
      assertThat(substitution.problem()).isEqualTo(index + ".jpg: no image");
      assertThat(substitution.substitute()).isEqualTo(substitution.substituteIndex() + ".jpg");
      expected.set(index, substitution.substituteIndex());
    }
    assertThat(epoch.substitutions().stream().map(Substitution::index))
        .containsExactly(3, 4, 17, 31, 59);
    assertThat(epoch.labels()).isEqualTo(expected);
    assertThat(epoch.pixels())
        .isEqualTo(
            expected.stream()
                .flatMap(label -> Collections.nCopies(12, label.byteValue()).stream())
                .toList());
  }

  @Test
  void substitute_anyWorkersAndBatches_theSame() throws IOException {
    Epoch expected = epoch(1, 5, 8);
    assertThat(epoch(4, 5, 8)).isEqualTo(expected);
    assertThat(epoch(3, 5, 7)).isEqualTo(expected);
    assertThat(epoch(3, 5, 64)).isEqualTo(expected);
  }

  @Test
  void substitute_otherEpochs_othersStandIn() throws IOException {
    Set<List<Integer>> different = new HashSet<>();
    for (int epoch = 0; epoch < 4; epoch++) {
      different.add(epoch(2, epoch, 8).labels());
    }
    assertThat(different).hasSize(4);
  }

  @Test
  void substitute_allBad_failsWithTheFirst() {
    Picky none = new Picky(record -> true);
    try (Pipeline pipeline = pipeline(none, 2, 8, BadImages.SUBSTITUTE);
        EpochBatches batches = pipeline.epoch(0, 0)) {
      assertThatThrownBy(batches::next)
          .isInstanceOf(DataException.class)
          .hasMessage("0.jpg: no image; nor can any of 10 others that were tried in its place");
    }
  }

  @Test
  void stop_someBad_failsWithTheFirstAfterTheBatchesBefore() throws IOException {
    Picky one = new Picky(BAD::contains);
    try (Pipeline pipeline = pipeline(one, 3, 3, BadImages.STOP);
        EpochBatches batches = pipeline.epoch(0, 0)) {
      batches.next().close();
      assertThatThrownBy(batches::next)
          .isInstanceOf(DataException.class)
          .hasMessage("3.jpg: no image");
    }
  }

  @Test
  void requireReadable_noneCanBeRead_failsWithTheFirst() {
    try (Pipeline pipeline = pipeline(new Picky(record -> true), 1, 8, BadImages.SUBSTITUTE)) {
      assertThatThrownBy(pipeline::requireReadable)
          .isInstanceOf(DataException.class)
          .hasMessageMatching(
              "0.jpg: no image; nor can any of the \\d+ others that were tried be read");
    }
  }

  @Test
  void requireReadable_someCanBeRead_isContent() throws IOException {
    try (Pipeline pipeline = pipeline(new Picky(record -> record < 30), 1, 8, BadImages.STOP)) {
      pipeline.requireReadable();
    }
  }

  /** As a file system that is gone makes a thread wait. */
  @Test
  void next_anImageNeverComesAndAStopIsAsked_stopsWaiting() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    Picky hanging =
        new Picky(
            record -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return true;
            });
    try (Pipeline pipeline = pipeline(hanging, 2, 8, BadImages.STOP);
        EpochBatches batches = pipeline.epoch(0, 0, () -> true)) {
      assertThatThrownBy(batches::next).isInstanceOf(StoppedWaitingException.class);
    }
  }

  private static Epoch epoch(int workers, int epoch, int batchSize) throws IOException {
    Epoch all = new Epoch(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try (Pipeline pipeline =
            pipeline(new Picky(BAD::contains), workers, batchSize, BadImages.SUBSTITUTE);
        EpochBatches batches = pipeline.epoch(epoch, 0)) {
      Batch next;
      while ((next = batches.next()) != null) {
        try (Batch batch = next) {
          all.labels().addAll(NumberedImages.labels(batch));
          for (byte pixel : NumberedImages.bytes(batch.images())) {
            all.pixels().add(pixel);
          }
          all.substitutions().addAll(batch.substitutions());
        }
      }
    }
    return all;
  }

  private static Pipeline pipeline(Picky set, int workers, int batchSize, BadImages policy) {
    return Pipeline.of(set).map(workers, set, 7).onBadImage(policy).batch(batchSize).prefetch(3);
  }
}
