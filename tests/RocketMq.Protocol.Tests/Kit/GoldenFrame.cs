using System.Text.Json;

namespace RocketMq.Protocol.Tests.Kit;

/// <summary>One captured frame with what the capture decoded of it.</summary>
internal sealed class GoldenFrame
{
    public required int Sequence { get; init; }
    public required int Connection { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }
    public required int Code { get; init; }
    public required int Opaque { get; init; }
    public required int Flags { get; init; }
    public required HeaderFormat Format { get; init; }
    public required string? Remark { get; init; }
    public required IReadOnlyDictionary<string, string> Fields { get; init; }
    public required int BodyLength { get; init; }
    public required byte[] Bytes { get; init; }

    /// <summary>The code of the request, of an answer found by its opaque number; null if the capture holds none.</summary>
    public int? RequestCode { get; set; }

    public bool IsResponse => (Flags & 1) != 0;

    public static GoldenFrame Parse(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement frame = document.RootElement;
        HeaderFormat format = frame.GetProperty("serialize").GetString() == "JSON" ? HeaderFormat.Json : HeaderFormat.Binary;
        return new()
        {
            Sequence = frame.GetProperty("seq").GetInt32(),
            Connection = frame.GetProperty("conn").GetInt32(),
            From = frame.GetProperty("from").GetString()!,
            To = frame.GetProperty("to").GetString()!,
            Code = frame.GetProperty("code").GetInt32(),
            Opaque = frame.GetProperty("opaque").GetInt32(),
            Flags = frame.GetProperty("flag").GetInt32(),
            Format = format,
            Remark = frame.GetProperty("remark").GetString(),
            // The binary form cannot carry an empty value; readers take it for none.
            Fields = frame
                .GetProperty("ext")
                .EnumerateObject()
                .Where(field => format == HeaderFormat.Json || field.Value.GetString() != "")
                .ToDictionary(field => field.Name, field => field.Value.GetString()!),
            BodyLength = frame.GetProperty("body_len").GetInt32(),
            Bytes = Convert.FromHexString(frame.GetProperty("frame_hex").GetString()!),
        };
    }
}
