using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace AgentWeb.Core.Files.Retrieval.Vectors;

/// <summary>Vectors as they are stored: of length 1, 32-bit floats, little-endian. Their product is then the cosine of their angle.</summary>
internal static class PassageVector
{
    /// <summary>Bytes of a vector, which may have any length.</summary>
    public static byte[] Encode(ReadOnlySpan<float> vector)
    {
        var unit = new float[vector.Length];
        var norm = TensorPrimitives.Norm(vector);
        if (norm > 0)
        {
            TensorPrimitives.Divide(vector, norm, unit);
        }

        var bytes = new byte[vector.Length * sizeof(float)];
        for (var i = 0; i < unit.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), unit[i]);
        }

        return bytes;
    }

    /// <summary>How alike two are, from -1 to 1; null when they have different lengths, as those of different models have.</summary>
    public static float? Likeness(byte[] one, byte[] other) =>
        one.Length != other.Length || one.Length == 0 ? null : TensorPrimitives.Dot(Read(one), Read(other));

    private static ReadOnlySpan<float> Read(byte[] bytes)
    {
        if (BitConverter.IsLittleEndian)
        {
            return MemoryMarshal.Cast<byte, float>(bytes);
        }

        var numbers = new float[bytes.Length / sizeof(float)];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)));
        }

        return numbers;
    }
}
