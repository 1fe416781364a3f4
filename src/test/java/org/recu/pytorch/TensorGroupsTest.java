package org.recu.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.pickle.PickledObject;

final class TensorGroupsTest {

  private static final TorchTensor SCALAR = TorchTensor.of(3);
  private static final TorchTensor VECTOR = TorchTensor.of(new float[2], List.of(2L));

  /** A dictionary of vectors. */
  private static Map<String, TorchTensor> vectors(String... names) {
    Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    Arrays.stream(names).forEach(name -> tensors.put(name, VECTOR));
    return tensors;
  }

  /** A dictionary in this order. */
  private static Map<Object, Object> of(Object... keysAndValues) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  private static String taken(Object content) {
    return TensorGroups.of(content).weights().map(TensorGroup::name).orElse("none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state_dict",
        "model",
        "model_state_dict",
        "model_state",
        "net",
        "network",
        "weights",
        "params",
        "ema",
        "model_ema",
        "state_dict_ema",
        "anything"
      })
  void weights_underAKey_areFound(String key) {
    assertThat(taken(of("epoch", 3L, key, vectors("a"), null, 1L))).isEqualTo(key);
  }

  @Test
  void weights_ofTheWholeContent_areFound() {
    assertThat(taken(vectors("a", "b"))).isEmpty();
    assertThat(TensorGroups.of(vectors("a")).weights()).isPresent();
  }

  @Test
  void weights_besideMetrics_areTheDictionaryUnderTheUsualKey() {
    assertThat(taken(of("model_state_dict", vectors("a"), "loss", SCALAR)))
        .isEqualTo("model_state_dict");
    assertThat(taken(of("matrix", VECTOR, "curve", VECTOR, "net", vectors("a")))).isEqualTo("net");
  }

  @Test
  void weights_ofSeveral_areTheMostTensors() {
    assertThat(taken(of("net", vectors("a"), "model", vectors("a", "b")))).isEqualTo("model");
    assertThat(taken(of("mine", vectors("a"), "yours", vectors("a", "b")))).isEqualTo("yours");
  }

  @Test
  void weights_andTheirAverage_areTheWeights() {
    Map<Object, Object> content = of("ema", vectors("a", "b"), "model", vectors("a", "b"));
    TensorGroups groups = TensorGroups.of(content);
    TensorGroup taken = groups.weights().orElseThrow();
    assertThat(taken.name()).isEqualTo("model");
    assertThat(taken.isAverage()).isFalse();
    assertThat(groups.othersThan(taken)).isEqualTo("ema (2 tensors)");
    assertThat(taken(of("ema", of("module", vectors("a"), "updates", 3L)))).isEqualTo("ema.module");
    assertThat(TensorGroups.of(of("model_ema", vectors("a"))).weights().orElseThrow().isAverage())
        .isTrue();
  }

  /** An optimizer has more tensors per parameter than the model. */
  @Test
  void weights_besideAnOptimizer_areNotItsState() {
    Map<Object, Object> state =
        of("state", of(0L, vectors("exp_avg", "exp_avg_sq", "max_exp_avg_sq")));
    for (String key :
        List.of("optimizer", "optimizer_state_dict", "optim", "lr_scheduler", "opt")) {
      assertThat(taken(of(key, state, "model", vectors("a")))).isEqualTo("model");
      assertThat(taken(of(key, vectors("a")))).as("only an optimizer").isEqualTo("none");
    }
  }

  /** A key that begins like one of an optimizer. */
  @ParameterizedTest
  @ValueSource(strings = {"optimal", "optimized_model", "optimum_weights", "scheduled_net"})
  void weights_underAKeyThatSoundsLikeAnOptimizers_areFound(String key) {
    assertThat(taken(of(key, vectors("a")))).isEqualTo(key);
  }

  @Test
  void weights_besideAnOptimizerUnderAnyKey_areNotItsState() {
    Map<Object, Object> optimizer =
        of("state", of(0L, vectors("exp_avg", "exp_avg_sq")), "param_groups", List.of());
    assertThat(taken(of("sgd", optimizer, "mine", vectors("a")))).isEqualTo("mine");
    assertThat(taken(optimizer)).isEqualTo("none");
  }

  @Test
  void weights_deepInDictionariesAndLists_areNamedByAllKeys() {
    assertThat(taken(of("checkpoint", of("model", of("state_dict", vectors("a"))))))
        .isEqualTo("checkpoint.model.state_dict");
    assertThat(taken(of("a", of("b", of("c", of("d", of("e", of("f", vectors("a")))))))))
        .isEqualTo("a.b.c.d.e.f");
    assertThat(taken(List.of(3L, vectors("a")))).isEqualTo("[1]");
    assertThat(taken(List.of(List.of(7L, List.of(vectors("a")))))).isEqualTo("[0].[1].[0]");
    assertThat(taken(of("mine", vectors("a", "b"), "model", List.of(vectors("a")))))
        .isEqualTo("model.[0]");
  }

  @Test
  void weights_underKeysThatAreNoText_areFound() {
    assertThat(taken(of(0L, vectors("a"), 1L, vectors("a", "b")))).isEqualTo("1");
    assertThat(taken(of("epoch", 3L, new PickledObject("a key"), vectors("a")))).isEqualTo("[1]");
    TensorGroup numbered = TensorGroups.of(of(0L, VECTOR, 1L, SCALAR)).weights().orElseThrow();
    assertThat(numbered.tensors()).containsOnlyKeys("0", "1");
  }

  /** As {@code list(model.named_parameters())} is. */
  @Test
  void weights_asPairsOfNameAndTensor_areFound() {
    Object pairs = List.of(List.of("a", VECTOR), List.of("b", VECTOR));
    assertThat(TensorGroups.of(of("model", pairs)).weights().orElseThrow().tensors())
        .containsOnlyKeys("a", "b");
    assertThat(taken(List.of(List.of("a", VECTOR), List.of("b", 3L)))).isEqualTo("none");
    assertThat(taken(List.of(VECTOR, VECTOR))).isEqualTo("none");
  }

  /** Where a weight should be, an object that nobody builds counts, so that it is named. */
  @Test
  void weights_withAnObjectInPlaceOfOne_nameIt() {
    Map<Object, Object> content = of("a.weight", new PickledObject("evil.Tensor"), "b", VECTOR);
    assertThat(
            TensorGroups.of(content).weights().orElseThrow().tensors().get("a.weight").obstacle())
        .hasValue("an object of evil.Tensor");
  }

  @Test
  @Timeout(10)
  void of_dictionariesThatRepeatOrHoldThemselves_endsSoon() {
    Map<Object, Object> itself = new LinkedHashMap<>();
    itself.put("model", itself);
    assertThat(taken(itself)).isEqualTo("none");
    Map<Object, Object> inner = of();
    for (int depth = 0; depth < 4; depth++) {
      Map<Object, Object> outer = new LinkedHashMap<>();
      for (int i = 0; i < 10_000; i++) {
        outer.put("key" + i, inner);
      }
      inner = outer;
    }
    assertThat(taken(inner)).isEqualTo("none");
    Object deep = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      deep = new ArrayList<>(List.of(deep));
    }
    assertThat(taken(deep)).isEqualTo("none");
  }

  @Test
  void othersThan_veryMany_namesSome() {
    Map<Object, Object> content = of("state_dict", vectors("a", "b"));
    for (int i = 0; i < 50; i++) {
      content.put("part" + i, vectors("a"));
    }
    TensorGroups groups = TensorGroups.of(content);
    assertThat(groups.othersThan(groups.weights().orElseThrow()))
        .startsWith("part0 (1 tensor), part1 (1 tensor), ")
        .endsWith("part9 (1 tensor) and 40 more");
  }
}
