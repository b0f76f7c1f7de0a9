using System.Text.Json;

namespace RocketMq.Broker.Tests.Golden;

/// <summary>One captured frame of a real client or server.</summary>
internal sealed record GoldenFrame(int Sequence, int Connection, string From, string To, byte[] Bytes)
{
    public RemotingFrame Parsed { get; } = FrameReader.Parse(Bytes);

    public bool IsClientRequest => From == "client" && !Parsed.IsResponse;

    public static IReadOnlyList<GoldenFrame> Load(string scenario)
    {
        var path = Path.Combine(RepositoryRoot.Path, "tests", "golden", scenario + ".jsonl");
        return [.. File.ReadLines(path).Where(line => line.Length > 0).Select(Read)];
    }

    private static GoldenFrame Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        return new GoldenFrame(
            root.GetProperty("seq").GetInt32(),
            root.GetProperty("conn").GetInt32(),
            root.GetProperty("from").GetString()!,
            root.GetProperty("to").GetString()!,
            Convert.FromHexString(root.GetProperty("frame_hex").GetString()!)
        );
    }
}
