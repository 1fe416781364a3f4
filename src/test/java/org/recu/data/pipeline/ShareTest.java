package org.recu.data.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.data.PadCropMirror;

/** What several workers see together is what one alone would see. */
final class ShareTest {

  private static final int SIZE = 50;
  private static final int BATCH = 8;

  /** The images of a batch as one alone sees them, or what a worker has of it. */
  private record Seen(List<Integer> labels, List<Byte> pixels, int counted, int whole) {}

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void share_ofAllWorkers_isTheWholeBatchInItsOrder(int workers) throws IOException {
    List<Seen> alone = epoch(augmented(Share.WHOLE));
    List<List<Seen>> parts = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      parts.add(epoch(augmented(new Share(worker, workers))));
    }
    for (int batch = 0; batch < alone.size(); batch++) {
      List<Integer> labels = new ArrayList<>();
      List<Byte> pixels = new ArrayList<>();
      List<Integer> sizes = new ArrayList<>();
      for (List<Seen> part : parts) {
        Seen own = part.get(batch);
        sizes.add(own.counted);
        assertThat(own.whole).isEqualTo(alone.get(batch).whole);
        if (own.counted > 0) {
          labels.addAll(own.labels);
          pixels.addAll(own.pixels);
        } else {
          assertThat(own.labels).as("an image that does not count").hasSize(1);
        }
      }
      assertThat(labels).isEqualTo(alone.get(batch).labels);
      assertThat(pixels).isEqualTo(alone.get(batch).pixels);
      assertThat(sizes).as("as even as it goes").isSortedAccordingTo(Comparator.reverseOrder());
      assertThat(sizes.get(0) - sizes.get(workers - 1)).isLessThanOrEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 9})
  void deal_toAllWorkers_everyBatchOnce(int workers) throws IOException {
    List<Seen> alone = epoch(plain(Share.WHOLE));
    List<Seen> dealt = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      dealt.addAll(epoch(plain(new Share(worker, workers))));
    }
    assertThat(dealt).containsExactlyInAnyOrderElementsOf(alone);
  }

  @Test
  void share_workerBeyondTheLast_refused() {
    assertThatThrownBy(() -> new Share(2, 2))
        .hasMessage("worker (2) must be below the number of workers (2)");
  }

  private static Pipeline augmented(Share share) {
    return Pipeline.of(NumberedImages.split(SIZE))
        .shuffle(7)
        .map(2, new PadCropMirror(NumberedImages.IMAGE_SIZE, 2), 7)
        .batch(BATCH)
        .share(share)
        .prefetch(2);
  }

  private static Pipeline plain(Share share) {
    return Pipeline.of(NumberedImages.split(SIZE))
        .map(2, new PadCropMirror(NumberedImages.IMAGE_SIZE, 2), 7)
        .batch(BATCH)
        .deal(share)
        .prefetch(2);
  }

  private static List<Seen> epoch(Pipeline pipeline) throws IOException {
    List<Seen> all = new ArrayList<>();
    try (pipeline;
        EpochBatches batches = pipeline.epoch(3, 0)) {
      Batch next;
      while ((next = batches.next()) != null) {
        try (Batch batch = next) {
          List<Byte> pixels = new ArrayList<>();
          for (byte pixel : NumberedImages.bytes(batch.images())) {
            pixels.add(pixel);
          }
          all.add(new Seen(NumberedImages.labels(batch), pixels, batch.counted(), batch.whole()));
        }
      }
    }
    return all;
  }
}
