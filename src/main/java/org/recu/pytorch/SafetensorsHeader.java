package org.recu.pytorch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The header of a safetensors file: {@code {"__metadata__": {text: text}, NAME: {"dtype": "F32",
 * "shape": [...], "data_offsets": [begin, end]}, ...}}.
 *
 * @param metadata texts about the file
 * @param entries the tensors, in the order of the header
 */
record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries) {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** The types that this program knows, by the names of the format. */
  private static final Map<String, ElementType> TYPES =
      Map.ofEntries(
          Map.entry("F32", ElementType.FLOAT32),
          Map.entry("F64", ElementType.FLOAT64),
          Map.entry("F16", ElementType.FLOAT16),
          Map.entry("BF16", ElementType.BFLOAT16),
          Map.entry("I64", ElementType.INT64),
          Map.entry("I32", ElementType.INT32),
          Map.entry("I16", ElementType.INT16),
          Map.entry("I8", ElementType.INT8),
          Map.entry("U64", ElementType.UINT64),
          Map.entry("U32", ElementType.UINT32),
          Map.entry("U16", ElementType.UINT16),
          Map.entry("U8", ElementType.UINT8),
          Map.entry("BOOL", ElementType.BOOL),
          Map.entry("F8_E4M3", ElementType.FLOAT8_E4M3FN),
          Map.entry("F8_E5M2", ElementType.FLOAT8_E5M2),
          Map.entry("F8_E4M3FNUZ", ElementType.FLOAT8_E4M3FNUZ),
          Map.entry("F8_E5M2FNUZ", ElementType.FLOAT8_E5M2FNUZ),
          Map.entry("F8_E8M0", ElementType.FLOAT8_E8M0FNU),
          Map.entry("C64", ElementType.COMPLEX64));

  /**
   * A tensor.
   *
   * @param name of the tensor
   * @param dtype its type as the header names it
   * @param shape its shape
   * @param begin first byte of its numbers, counted from the end of the header
   * @param end the byte after the last; not before {@code begin}
   */
  record Entry(String name, String dtype, List<Long> shape, long begin, long end) {

    /** The type of the elements; empty if this program does not know it. */
    Optional<ElementType> type() {
      return Optional.ofNullable(TYPES.get(dtype));
    }
  }

  /** The tensors in the order of their numbers. */
  List<Entry> inFileOrder() {
    return entries.stream()
        .sorted(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end))
        .toList();
  }

  /**
   * Parses a header.
   *
   * @throws JsonParseException if it is no JSON, or not of this form
   */
  static SafetensorsHeader parse(String json) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(json)) {
      require(parser, parser.nextToken() == JsonToken.START_OBJECT, "an object");
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        require(parser, parser.nextToken() == JsonToken.START_OBJECT, "an object");
        if (name.equals("__metadata__")) {
          metadata(parser, metadata);
        } else {
          entries.add(entry(parser, name));
        }
      }
      require(parser, parser.currentToken() == JsonToken.END_OBJECT, "the end of the object");
    }
    return new SafetensorsHeader(metadata, entries);
  }

  private static void metadata(JsonParser parser, Map<String, String> metadata) throws IOException {
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      String text = parser.nextTextValue();
      require(parser, text != null, "a text");
      metadata.put(key, text);
    }
    require(parser, parser.currentToken() == JsonToken.END_OBJECT, "the end of the object");
  }

  private static Entry entry(JsonParser parser, String name) throws IOException {
    String dtype = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      switch (key) {
        case "dtype" -> dtype = parser.nextTextValue();
        case "shape" -> shape = numbers(parser);
        case "data_offsets" -> offsets = numbers(parser);
        default -> require(parser, false, "dtype, shape and data_offsets only");
      }
    }
    require(
        parser,
        parser.currentToken() == JsonToken.END_OBJECT
            && dtype != null
            && shape != null
            && offsets != null
            && offsets.size() == 2
            && offsets.get(0) <= offsets.get(1),
        "dtype, shape and two data_offsets");
    return new Entry(name, dtype, shape, offsets.get(0), offsets.get(1));
  }

  private static List<Long> numbers(JsonParser parser) throws IOException {
    require(parser, parser.nextToken() == JsonToken.START_ARRAY, "an array");
    List<Long> numbers = new ArrayList<>();
    while (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
      numbers.add(parser.getLongValue());
      require(parser, numbers.get(numbers.size() - 1) >= 0, "no number below 0");
    }
    require(parser, parser.currentToken() == JsonToken.END_ARRAY, "whole numbers");
    return numbers;
  }

  private static void require(JsonParser parser, boolean condition, String expected)
      throws JsonParseException {
    if (!condition) {
      throw new JsonParseException(
          parser,
          "expected %s at character %d"
              .formatted(expected, parser.currentTokenLocation().getCharOffset()));
    }
  }
}
