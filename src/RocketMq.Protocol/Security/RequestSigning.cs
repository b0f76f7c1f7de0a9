using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace RocketMq.Protocol;

/// <summary>
/// Signs a request while its frame is made (java-client.md 1.16 of the protocol notes). Works on the fields as a binary header has them:
/// name length 2, name, value length 4, value.
/// </summary>
internal static class RequestSigning
{
    private const int UsualFieldCount = 32;
    private const int SignatureLength = 28;
    private const int KeptCapacity = 4096;

    [ThreadStatic]
    private static GrowableBuffer? _fields;

    [ThreadStatic]
    private static byte[]? _signature;

    /// <summary>Appends signer, token and signature to the fields that begin at a position.</summary>
    public static void Write<THeader>(
        ref HeaderWriter writer,
        GrowableBuffer output,
        int start,
        in FrameDefaults defaults,
        in THeader header,
        ReadOnlySpan<byte> body,
        SigningKey key
    )
        where THeader : struct, IHeader<THeader>
    {
        WriteSigner(ref writer, key);
        writer.Finish();
        ReadOnlyMemory<byte> signature;
        if (writer.Format == HeaderFormat.Binary)
        {
            DropEmptyFields(output, start);
            signature = Sign(output.WrittenSpan[start..], body, key);
        }
        else
        {
            signature = Sign(EncodeFields(defaults, header, key), body, key);
        }
        writer.Write("Signature"u8, Utf8Text.FromUtf8(signature));
    }

    // JSON has the values escaped, so they are written once more for the signature.
    private static Span<byte> EncodeFields<THeader>(in FrameDefaults defaults, in THeader header, SigningKey key)
        where THeader : struct, IHeader<THeader>
    {
        GrowableBuffer fields = _fields ??= new GrowableBuffer(KeptCapacity);
        fields.Trim(KeptCapacity);
        HeaderWriter writer = new(fields, HeaderFormat.Binary);
        header.Write(ref writer);
        foreach (ref readonly ExtraField field in defaults.ExtraFields.Span)
            writer.Write(field);
        WriteSigner(ref writer, key);
        writer.Finish();
        return fields.WrittenSpan;
    }

    private static void WriteSigner(ref HeaderWriter writer, SigningKey key)
    {
        writer.Write("AccessKey"u8, key.AccessKey);
        writer.Write("SecurityToken"u8, key.SecurityToken);
    }

    /// <summary>
    /// Takes the fields without a value out of a binary header: its reader takes them for absent, and a broker then signs the word "null" in their
    /// place, so that a request with such a field would always be refused.
    /// </summary>
    private static void DropEmptyFields(GrowableBuffer output, int start)
    {
        Span<byte> fields = output.WrittenSpan[start..];
        int kept = 0;
        for (int position = 0; position < fields.Length; )
        {
            FieldSlot slot = FieldSlot.At(fields, position);
            int length = slot.End - position;
            if (slot.ValueLength > 0)
            {
                if (kept != position)
                    fields.Slice(position, length).CopyTo(fields[kept..]);
                kept += length;
            }
            position = slot.End;
        }
        output.Truncate(start + kept);
    }

    /// <summary>The signature over the values in the order of their names and the body.</summary>
    /// <returns>Base64, in memory of this thread that the next signature overwrites.</returns>
    private static ReadOnlyMemory<byte> Sign(ReadOnlySpan<byte> fields, ReadOnlySpan<byte> body, SigningKey key)
    {
        byte[] result = _signature ??= new byte[SignatureLength];
        int count = Count(fields);
        Span<FieldSlot> slots = count <= UsualFieldCount ? stackalloc FieldSlot[UsualFieldCount] : new FieldSlot[count];
        slots = slots[..count];
        int valueBytes = ReadSorted(fields, slots);
        byte[] content = ArrayPool<byte>.Shared.Rent(valueBytes + body.Length);
        int written = 0;
        foreach (ref readonly FieldSlot slot in slots)
        {
            slot.Value(fields).CopyTo(content.AsSpan(written));
            written += slot.ValueLength;
        }
        body.CopyTo(content.AsSpan(written));
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        key.Compute(content.AsSpan(0, written + body.Length), hash);
        ArrayPool<byte>.Shared.Return(content);
        Base64.EncodeToUtf8(hash, result, out _, out int length);
        return result.AsMemory(0, length);
    }

    private static int Count(ReadOnlySpan<byte> fields)
    {
        int count = 0;
        for (int position = 0; position < fields.Length; count++)
            position = FieldSlot.At(fields, position).End;
        return count;
    }

    // Headers have a dozen fields, mostly in order already: insertion beats anything that needs a comparer object.
    private static int ReadSorted(ReadOnlySpan<byte> fields, Span<FieldSlot> slots)
    {
        int valueBytes = 0;
        int position = 0;
        for (int index = 0; index < slots.Length; index++)
        {
            FieldSlot slot = FieldSlot.At(fields, position);
            position = slot.End;
            valueBytes += slot.ValueLength;
            int place = index;
            while (place > 0 && slots[place - 1].Name(fields).SequenceCompareTo(slot.Name(fields)) > 0)
            {
                slots[place] = slots[place - 1];
                place--;
            }
            slots[place] = slot;
        }
        return valueBytes;
    }

    private readonly record struct FieldSlot(int NameStart, int NameLength, int ValueLength)
    {
        private int ValueStart => NameStart + NameLength + sizeof(int);

        public int End => ValueStart + ValueLength;

        public static FieldSlot At(ReadOnlySpan<byte> fields, int position)
        {
            int nameLength = BinaryPrimitives.ReadInt16BigEndian(fields[position..]);
            int nameStart = position + sizeof(short);
            return new(nameStart, nameLength, BinaryPrimitives.ReadInt32BigEndian(fields[(nameStart + nameLength)..]));
        }

        public ReadOnlySpan<byte> Name(ReadOnlySpan<byte> fields) => fields.Slice(NameStart, NameLength);

        public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> fields) => fields.Slice(ValueStart, ValueLength);
    }
}
