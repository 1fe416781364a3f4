package org.recu.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

final class BatchSplitTest {

  /** The lengths that {@code torch.arange(n).chunk(k)} has. */
  @Test
  void images_areThoseOfTorchChunk() {
    assertThat(BatchSplit.images(8, 2)).containsExactly(4, 4);
    assertThat(BatchSplit.images(10, 3)).containsExactly(4, 4, 2);
    assertThat(BatchSplit.images(5, 4)).containsExactly(2, 2, 1, 0);
    assertThat(BatchSplit.images(6, 4)).containsExactly(2, 2, 2, 0);
    assertThat(BatchSplit.images(1, 2)).containsExactly(1, 0);
  }

  @Test
  void rows_fewerThanTowers_areSharesAndAStandIn() {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      int towers = 4;
      BatchSplit split = new BatchSplit(tf, tf.constant(new int[] {10, 11, 12, 13, 14}), towers);
      List<List<Integer>> rows =
          List.of(List.of(10, 11), List.of(12, 13), List.of(14), List.of(14));
      List<Float> shares = List.of(0.4f, 0.4f, 0.2f, 0f);
      for (int i = 0; i < towers; i++) {
        try (Result result =
            session
                .runner()
                .fetch(split.rows(tf.constant(new int[] {10, 11, 12, 13, 14}), i))
                .fetch(split.share(i).ratio(tf))
                .fetch(split.counted(split.rows(tf.constant(new int[] {10, 11, 12, 13, 14}), i), i))
                .run()) {
          TInt32 own = (TInt32) result.get(0);
          assertThat(own.scalars()).extracting(value -> value.getInt()).isEqualTo(rows.get(i));
          assertThat(((TFloat32) result.get(1)).getFloat()).isEqualTo(shares.get(i));
          assertThat(((TInt32) result.get(2)).size()).isEqualTo(i < 3 ? own.size() : 0);
        }
      }
    }
  }
}
