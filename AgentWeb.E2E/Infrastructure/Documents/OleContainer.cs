using System.Buffers.Binary;
using System.Text;

namespace AgentWeb.E2E.Infrastructure.Documents;

/// <summary>The container of Office before 2007, in which newer documents lie that have a password. There is nothing in it but names.</summary>
public static class OleContainer
{
    private const int Sector = 512;
    private const int Entry = 128;

    /// <summary>One of 512-byte sectors whose directory is the first of them.</summary>
    /// <param name="names">What it says is in it, four at most.</param>
    public static byte[] Of(params string[] names)
    {
        var file = new byte[2 * Sector];
        ((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(file);
        file[30] = 9;
        for (var i = 0; i < names.Length; i++)
        {
            var entry = file.AsSpan(Sector + (Entry * i));
            Encoding.Unicode.GetBytes(names[i], entry);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[64..], (ushort)((2 * names[i].Length) + 2));
        }

        return file;
    }
}
