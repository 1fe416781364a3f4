package org.recu.data.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.recu.data.Mapping;
import org.recu.data.PadCropMirror;
import org.recu.data.Pixels;
import org.recu.data.RandomStream;
import org.recu.data.Split;
import org.recu.data.Unchanged;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TUint8;

final class PipelineTest {
  private static final int SIZE = 50;
  private static final Mapping<Pixels> PLAIN = new Unchanged(NumberedImages.IMAGE_SIZE);
  private static final Mapping<Pixels> AUGMENT = new PadCropMirror(NumberedImages.IMAGE_SIZE, 2);

  private record Copy(List<Integer> labels, List<Byte> pixels) {}

  private static Pipeline augmenting(int workers, long seed) {
    return Pipeline.of(NumberedImages.split(SIZE))
        .shuffle(seed)
        .map(workers, AUGMENT, seed)
        .batch(8)
        .prefetch(2);
  }

  private static List<Copy> epoch(Pipeline pipeline, int epoch, int firstBatch) throws IOException {
    List<Copy> copies = new ArrayList<>();
    try (EpochBatches batches = pipeline.epoch(epoch, firstBatch)) {
      Batch next;
      while ((next = batches.next()) != null) {
        try (Batch batch = next) {
          List<Byte> pixels = new ArrayList<>();
          for (byte pixel : NumberedImages.bytes(batch.images())) {
            pixels.add(pixel);
          }
          copies.add(new Copy(NumberedImages.labels(batch), pixels));
        }
      }
      assertThat(batches.next()).isNull();
    }
    return copies;
  }

  @Test
  void epoch_unshuffledUnaugmented_recordsAsTheyAreInTheirOrder() throws IOException {
    byte[] bytes = NumberedImages.bytes(SIZE);
    try (Pipeline pipeline =
            Pipeline.of(NumberedImages.split(SIZE)).map(2, PLAIN, 0).batch(8).prefetch(3);
        EpochBatches batches = pipeline.epoch(0, 0)) {
      assertThat(pipeline.size()).isEqualTo(SIZE);
      assertThat(pipeline.batches()).isEqualTo(7);
      for (int first = 0; first < SIZE; first += 8) {
        int count = Math.min(8, SIZE - first);
        try (Batch batch = batches.next()) {
          assertThat(batch.size()).isEqualTo(count);
          assertThat(batch.images().shape()).isEqualTo(Shape.of(count, 8, 8, 3));
          assertThat(batch.labels().shape()).isEqualTo(Shape.of(count));
          assertThat(NumberedImages.labels(batch))
              .isEqualTo(IntStream.range(first, first + count).boxed().toList());
          assertThat(NumberedImages.bytes(batch.images()))
              .isEqualTo(
                  Arrays.copyOfRange(
                      bytes,
                      first * NumberedImages.IMAGE_BYTES,
                      (first + count) * NumberedImages.IMAGE_BYTES));
        }
      }
      assertThat(batches.next()).isNull();
    }
  }

  @Test
  void epoch_anyNumberOfWorkers_theSameBytes() throws IOException {
    List<Copy> expected;
    try (Pipeline pipeline = augmenting(1, 9)) {
      expected = epoch(pipeline, 3, 0);
    }
    for (int workers : new int[] {2, 5}) {
      try (Pipeline pipeline = augmenting(workers, 9)) {
        assertThat(epoch(pipeline, 3, 0)).isEqualTo(expected);
      }
    }
  }

  @Test
  void epoch_shuffled_everyRecordOnceInAnOrderOfItsOwn() throws IOException {
    try (Pipeline pipeline = augmenting(2, 9);
        Pipeline other = augmenting(2, 10)) {
      List<Integer> labels = allLabels(epoch(pipeline, 0, 0));
      assertThat(labels)
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, SIZE).boxed().toList());
      assertThat(labels)
          .isNotEqualTo(allLabels(epoch(pipeline, 1, 0)))
          .isNotEqualTo(allLabels(epoch(other, 0, 0)));
    }
  }

  @Test
  void records_shuffled_areWhereThePicturesStandInTheSplit() throws IOException {
    try (Pipeline pipeline = augmenting(2, 9);
        EpochBatches batches = pipeline.epoch(1, 0)) {
      Batch next;
      while ((next = batches.next()) != null) {
        try (Batch batch = next) {
          assertThat(Arrays.stream(batch.records()).boxed().toList())
              .isEqualTo(NumberedImages.labels(batch));
        }
      }
    }
  }

  private static List<Integer> allLabels(List<Copy> copies) {
    return copies.stream().flatMap(copy -> copy.labels().stream()).toList();
  }

  /** What chance does to a record hangs on its index, not on its place in the epoch's order. */
  @Test
  void epoch_shuffledOrNot_everyRecordIsAugmentedTheSame() throws IOException {
    try (Pipeline shuffled = augmenting(2, 9);
        Pipeline straight =
            Pipeline.of(NumberedImages.split(SIZE)).map(2, AUGMENT, 9).batch(SIZE).prefetch(1)) {
      List<Byte> expected = epoch(straight, 4, 0).get(0).pixels();
      for (Copy copy : epoch(shuffled, 4, 0)) {
        for (int i = 0; i < copy.labels().size(); i++) {
          assertThat(image(copy.pixels(), i)).isEqualTo(image(expected, copy.labels().get(i)));
        }
      }
    }
  }

  private static List<Byte> image(List<Byte> pixels, int index) {
    int bytes = NumberedImages.IMAGE_BYTES;
    return pixels.subList(index * bytes, (index + 1) * bytes);
  }

  @Test
  void epoch_anotherEpochOrSeed_augmentedOtherwise() throws IOException {
    try (Pipeline pipeline =
            Pipeline.of(NumberedImages.split(SIZE)).map(2, AUGMENT, 9).batch(SIZE).prefetch(1);
        Pipeline other =
            Pipeline.of(NumberedImages.split(SIZE)).map(2, AUGMENT, 10).batch(SIZE).prefetch(1)) {
      List<Copy> first = epoch(pipeline, 0, 0);
      assertThat(first).isEqualTo(epoch(pipeline, 0, 0));
      assertThat(first).isNotEqualTo(epoch(pipeline, 1, 0)).isNotEqualTo(epoch(other, 0, 0));
    }
  }

  @Test
  void epoch_fromALaterBatch_exactlyTheRest() throws IOException {
    try (Pipeline pipeline = augmenting(3, 9)) {
      List<Copy> whole = epoch(pipeline, 2, 0);
      assertThat(whole).hasSize(7);
      for (int first = 0; first <= 7; first++) {
        assertThat(epoch(pipeline, 2, first)).isEqualTo(whole.subList(first, 7));
      }
    }
  }

  @Test
  void limit_shuffled_onlyTheFirstRecords() throws IOException {
    try (Pipeline pipeline =
        Pipeline.of(NumberedImages.split(SIZE))
            .shuffle(1)
            .limit(new Limit(OptionalInt.of(12), LimitBy.FIRST), 0)
            .map(2, PLAIN, 0)
            .batch(5)
            .prefetch(2)) {
      assertThat(allLabels(epoch(pipeline, 0, 0)))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 12).boxed().toList());
    }
  }

  @Test
  void limit_moreThanThereAre_all() {
    try (Pipeline pipeline =
        Pipeline.of(NumberedImages.split(3))
            .limit(Limit.sample(5), 0)
            .map(1, PLAIN, 0)
            .batch(5)
            .prefetch(1)) {
      assertThat(pipeline.size()).isEqualTo(3);
    }
  }

  @Test
  void next_manyEpochs_tensorsAreUsedAgain() throws IOException {
    Set<TUint8> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    try (Pipeline pipeline = augmenting(3, 1)) {
      for (int epoch = 0; epoch < 10; epoch++) {
        try (EpochBatches batches = pipeline.epoch(epoch, 0)) {
          Batch next;
          while ((next = batches.next()) != null) {
            try (Batch batch = next) {
              seen.add(batch.images());
            }
          }
        }
      }
    }
    // Two ahead and one lent, of full batches and of last ones; an epoch alone has seven batches.
    assertThat(seen).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void next_batchStillOpen_itsMemoryStaysAsItIs() throws IOException {
    try (Pipeline pipeline = augmenting(3, 1);
        EpochBatches batches = pipeline.epoch(0, 0);
        Batch kept = batches.next()) {
      byte[] before = NumberedImages.bytes(kept.images());
      Batch next;
      while ((next = batches.next()) != null) {
        next.close();
      }
      assertThat(NumberedImages.bytes(kept.images())).isEqualTo(before);
    }
  }

  @Test
  void images_batchClosed_refused() throws IOException {
    try (Pipeline pipeline = augmenting(1, 1);
        EpochBatches batches = pipeline.epoch(0, 0)) {
      Batch batch = batches.next();
      batch.close();
      batch.close();
      assertThatThrownBy(batch::images)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the batch is closed");
      assertThatThrownBy(batch::labels).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void close_pipelineWithLentTensors_freesThemWhenTheyComeBack() throws IOException {
    Pipeline pipeline = augmenting(1, 1);
    TUint8 tensor;
    try (EpochBatches batches = pipeline.epoch(0, 0);
        Batch batch = batches.next()) {
      tensor = batch.images();
      pipeline.close();
      assertThat(NumberedImages.bytes(tensor)).hasSize(8 * NumberedImages.IMAGE_BYTES);
    }
    assertThatThrownBy(tensor::numBytes).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> pipeline.epoch(0, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the pipeline is closed");
  }

  @Test
  void close_pipeline_freesItsTensors() throws IOException {
    Set<TUint8> seen = new HashSet<>();
    try (Pipeline pipeline = augmenting(2, 1);
        EpochBatches batches = pipeline.epoch(0, 0)) {
      Batch next;
      while ((next = batches.next()) != null) {
        seen.add(next.images());
        next.close();
      }
    }
    assertThat(seen).isNotEmpty();
    for (TUint8 tensor : seen) {
      assertThatThrownBy(tensor::numBytes).isInstanceOf(IllegalStateException.class);
    }
  }

  /** Fails for some records with what it is given. */
  private record Failing(Set<Integer> indices, Throwable thrown) implements Split<Pixels> {
    @Override
    public int size() {
      return SIZE;
    }

    @Override
    public int label(int index) {
      return index;
    }

    @Override
    public Pixels record(int index) throws IOException {
      if (indices.contains(index)) {
        if (thrown instanceof IOException e) {
          throw new IOException(e.getMessage() + index, e);
        }
        throw (RuntimeException) thrown;
      }
      return NumberedImages.split(SIZE).record(index);
    }
  }

  @Test
  void next_recordCannotBeRead_batchesBeforeItThenItsException() throws IOException {
    Split<Pixels> split = new Failing(Set.of(19, 22, 30), new IOException("broken "));
    for (int workers = 1; workers <= 4; workers++) {
      try (Pipeline pipeline = Pipeline.of(split).map(workers, PLAIN, 0).batch(8).prefetch(4);
          EpochBatches batches = pipeline.epoch(0, 0)) {
        batches.next().close();
        batches.next().close();
        assertThatThrownBy(batches::next).isInstanceOf(IOException.class).hasMessage("broken 19");
        assertThatThrownBy(batches::next).isInstanceOf(IOException.class).hasMessage("broken 19");
      }
    }
  }

  @Test
  void next_mappingHasADefect_itsException() throws IOException {
    RuntimeException thrown = new IllegalStateException("defect");
    try (Pipeline pipeline =
            Pipeline.of(new Failing(Set.of(0), thrown)).map(2, PLAIN, 0).batch(8).prefetch(1);
        EpochBatches batches = pipeline.epoch(0, 0)) {
      assertThatThrownBy(batches::next).isSameAs(thrown);
    }
  }

  @Test
  void next_pipelineClosedMeanwhile_saysSo() throws IOException {
    Pipeline pipeline = augmenting(1, 1);
    try (EpochBatches batches = pipeline.epoch(0, 0)) {
      pipeline.close();
      assertThatThrownBy(
              () -> {
                Batch next;
                while ((next = batches.next()) != null) {
                  next.close();
                }
              })
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the pipeline is closed");
    }
  }

  @Test
  void close_inTheMiddle_workersAreGone() throws IOException {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Mapping<Pixels> noting =
        new Mapping<>() {
          @Override
          public int imageSize() {
            return PLAIN.imageSize();
          }

          @Override
          public void map(Pixels record, RandomStream random, byte[] image) {
            threads.add(Thread.currentThread());
          }
        };
    try (Pipeline pipeline =
        Pipeline.of(NumberedImages.split(SIZE)).map(3, noting, 0).batch(8).prefetch(2)) {
      EpochBatches batches = pipeline.epoch(0, 0);
      batches.next().close();
      batches.close();
      assertThat(threads).isNotEmpty().noneMatch(Thread::isAlive);
      assertThat(threads).allMatch(thread -> thread.getName().startsWith("recu-data-"));
      assertThat(threads).allMatch(Thread::isDaemon);
      assertThatThrownBy(batches::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the epoch's batches are closed");
      batches.close();
    }
  }

  /** Makes no image before it is told to. */
  private record Gate(CountDownLatch open) implements Mapping<Pixels> {
    @Override
    public int imageSize() {
      return PLAIN.imageSize();
    }

    @Override
    public void map(Pixels record, RandomStream random, byte[] image)
        throws InterruptedIOException {
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
    }
  }

  @Test
  void next_interruptedWhileWaiting_saysSoAndStaysInterrupted() {
    CountDownLatch open = new CountDownLatch(1);
    try (Pipeline pipeline =
        Pipeline.of(NumberedImages.split(SIZE)).map(1, new Gate(open), 0).batch(8).prefetch(1)) {
      try (EpochBatches batches = pipeline.epoch(0, 0)) {
        Thread.currentThread().interrupt();
        assertThatThrownBy(batches::next)
            .isInstanceOf(InterruptedIOException.class)
            .hasMessage("interrupted while waiting for data");
        assertThat(Thread.interrupted()).isTrue();
        open.countDown();
      }
    }
  }

  /** A file of a network file system that hangs may never be read. */
  @Test
  @Timeout(60)
  void next_askedToStopWhileAnImageHangs_stopsWaiting() {
    CountDownLatch open = new CountDownLatch(1);
    try (Pipeline pipeline =
            Pipeline.of(NumberedImages.split(SIZE)).map(1, new Gate(open), 0).batch(8).prefetch(1);
        EpochBatches batches = pipeline.epoch(0, 0, () -> true)) {
      assertThatThrownBy(batches::next).isInstanceOf(StoppedWaitingException.class);
      open.countDown();
    }
  }

  @Test
  void waited_nothingAskedFor_zeroAndThenMore() throws IOException {
    try (Pipeline pipeline = augmenting(1, 1);
        EpochBatches batches = pipeline.epoch(0, 0)) {
      assertThat(batches.waited()).isZero();
      batches.next().close();
      assertThat(batches.waited()).isPositive();
    }
  }

  @Test
  void stages_valuesOutOfRange_refusedWithTheValue() {
    Examples<Pixels> examples = Pipeline.of(NumberedImages.split(SIZE));
    assertThatThrownBy(() -> Limit.sample(0)).hasMessage("limit (0) must be at least 1");
    assertThatThrownBy(() -> examples.map(0, PLAIN, 0))
        .hasMessage("workers (0) must be at least 1");
    assertThatThrownBy(() -> examples.map(1, PLAIN, 0).batch(0))
        .hasMessage("batch size (0) must be at least 1");
    assertThatThrownBy(() -> examples.map(1, PLAIN, 0).batch(1).prefetch(0))
        .hasMessage("prefetch (0) must be at least 1");
    assertThatThrownBy(() -> Pipeline.of(NumberedImages.split(0)))
        .hasMessage("the split has no records");
    try (Pipeline pipeline = augmenting(1, 1)) {
      assertThatThrownBy(() -> pipeline.epoch(-1, 0)).hasMessage("epoch (-1) must be at least 0");
      assertThatThrownBy(() -> pipeline.epoch(0, 8)).hasMessage("first batch (8) must be in 0..7");
      assertThatThrownBy(() -> pipeline.epoch(0, -1)).hasMessageContaining("first batch (-1)");
    }
  }
}
