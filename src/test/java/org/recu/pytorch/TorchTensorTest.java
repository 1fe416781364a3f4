package org.recu.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.recu.pickle.PickleException;

final class TorchTensorTest {

  private static StorageView storage(int elements) throws PickleException {
    Storage storage = new Storage(ElementType.FLOAT32, elements);
    storage.fill(ByteBuffer.allocate(elements * Float.BYTES));
    return new StorageView(storage);
  }

  private static void refused(StorageView view, long offset, List<?> shape, List<?> strides) {
    assertThatThrownBy(() -> TorchTensor.view(view, offset, shape, strides))
        .isInstanceOf(PickleException.class)
        .hasMessageStartingWith("corrupt pickle: a tensor ");
  }

  @Test
  void view_beyondItsStorage_isRefused() throws PickleException {
    StorageView six = storage(6);
    assertThat(TorchTensor.view(six, 0, List.of(2L, 3L), List.of(3L, 1L)).floats()).hasSize(6);
    assertThat(TorchTensor.view(six, 5, List.of(1L), List.of(100L)).floats()).hasSize(1);
    refused(six, 1, List.of(2L, 3L), List.of(3L, 1L));
    refused(six, 0, List.of(7L), List.of(1L));
    refused(six, 6, List.of(), List.of());
    refused(six, -1, List.of(2L), List.of(1L));
    refused(six, 0, List.of(-1L), List.of(1L));
    refused(six, 5, List.of(2L), List.of(-1L));
    refused(six, 0, List.of(2L, 3L), List.of(1L));
    refused(six, 0, List.of("2"), List.of(1L));
  }

  @Test
  void view_numbersThatOverflow_areRefused() throws PickleException {
    StorageView six = storage(6);
    refused(six, 0, List.of(1L << 32, 1L << 32), List.of(0L, 0L));
    refused(six, 0, List.of(1L << 32, 1L), List.of(0L, 0L));
    refused(six, 0, List.of(3L), List.of(Long.MAX_VALUE));
    refused(six, Long.MAX_VALUE, List.of(3L), List.of(1L));
    refused(six, 0, Collections.nCopies(9, 1L), Collections.nCopies(9, 1L));
  }

  /**
   * An expanded tensor is larger than its storage, and costs nothing until its numbers are
   * requested.
   */
  @Test
  void view_expandedBeyondAnyMemory_isOnlyAView() throws PickleException {
    TorchTensor tensor = TorchTensor.view(storage(1), 0, List.of(2_000_000_000L), List.of(0L));
    assertThat(tensor.size()).isEqualTo(2_000_000_000);
  }

  @Test
  void storage_ofImpossibleSize_isRefused() {
    for (long elements : new long[] {-1, Long.MAX_VALUE, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> new Storage(ElementType.INT64, elements))
          .isInstanceOf(PickleException.class);
    }
  }

  @Test
  void of_floats_givesThemBack() {
    float[] values = {1, -0f, Float.MIN_VALUE, Float.NaN, 5, 6};
    TorchTensor tensor = TorchTensor.of(values, List.of(2L, 3L));
    assertThat(tensor.shape()).containsExactly(2L, 3L);
    assertThat(tensor.floats()).containsExactly(values);
    assertThat(TorchTensor.of(1L << 40).number()).isEqualTo(1L << 40);
  }
}
