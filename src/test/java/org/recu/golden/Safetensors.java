package org.recu.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A safetensors file: 8 bytes of header length (little-endian), a JSON header ({@code __metadata__}
 * of strings, then name to dtype, shape and data_offsets), raw little-endian data.
 *
 * @param metadata the header's strings
 * @param tensors by name, in the header's order; integers become the float of their value
 */
public record Safetensors(Map<String, String> metadata, Map<String, GoldenTensor> tensors) {

  /**
   * The tensor of this name.
   *
   * @throws IllegalArgumentException when the file has none
   */
  public GoldenTensor tensor(String name) {
    GoldenTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no tensor " + name + " among " + tensors.keySet());
    }
    return tensor;
  }

  /**
   * Reads a whole file.
   *
   * @throws IOException when the header is no JSON, or a tensor's data is not what its shape says
   */
  public static Safetensors parse(byte[] file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int headerLength = Math.toIntExact(bytes.getLong());
    byte[] header = new byte[headerLength];
    bytes.get(header);
    JsonNode json = new ObjectMapper().readTree(new String(header, StandardCharsets.UTF_8));
    ByteBuffer data = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, GoldenTensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      if (entry.getKey().equals("__metadata__")) {
        entry.getValue().properties().forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
      } else {
        tensors.put(entry.getKey(), read(entry.getKey(), entry.getValue(), data));
      }
    }
    return new Safetensors(metadata, tensors);
  }

  private static GoldenTensor read(String name, JsonNode entry, ByteBuffer data)
      throws IOException {
    List<Integer> shape = new ArrayList<>();
    entry.get("shape").forEach(extent -> shape.add(extent.asInt()));
    int begin = entry.get("data_offsets").get(0).asInt();
    int end = entry.get("data_offsets").get(1).asInt();
    String dtype = entry.get("dtype").asText();
    int size = GoldenTensor.size(shape);
    if (end - begin != size * width(dtype)) {
      throw new IOException(
          "%s: %d bytes of %s for shape %s".formatted(name, end - begin, dtype, shape));
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      int at = begin + i * width(dtype);
      values[i] =
          switch (dtype) {
            case "F32" -> data.getFloat(at);
            case "F64" -> (float) data.getDouble(at);
            case "I64" -> data.getLong(at);
            case "I32" -> data.getInt(at);
            default -> data.get(at) & 0xFF;
          };
    }
    return new GoldenTensor(shape, values);
  }

  private static int width(String dtype) throws IOException {
    return switch (dtype) {
      case "F64", "I64" -> 8;
      case "F32", "I32" -> 4;
      case "U8", "BOOL" -> 1;
      default -> throw new IOException("dtype " + dtype + " is not read here");
    };
  }
}
