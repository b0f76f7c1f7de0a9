using FsCheck;
using FsCheck.Fluent;
using RocketMq.Protocol.Tests.Kit;

namespace RocketMq.Protocol.Tests.Properties;

/// <summary>Frames that arrive in pieces.</summary>
public sealed class FrameStreamTests
{
    [Fact]
    public void Every_split_of_a_stream_gives_the_same_frames()
    {
        byte[] stream = Stream();
        List<string> whole = Receive([stream]);
        whole.Count.ShouldBe(4);
        for (int split = 0; split <= stream.Length; split++)
            Receive([stream[..split], stream[split..]]).ShouldBe(whole, $"split at {split}");
    }

    [Fact]
    public void Any_number_of_pieces_gives_the_same_frames()
    {
        byte[] stream = Stream();
        List<string> whole = Receive([stream]);
        Gen<int[]> sizes = Gen.Choose(1, 40).ArrayOf().Where(array => array.Length > 0);
        Property.Holds(
            sizes,
            pieces =>
            {
                List<byte[]> chunks = [];
                for (int start = 0, i = 0; start < stream.Length; i++)
                {
                    int length = Math.Min(pieces[i % pieces.Length], stream.Length - start);
                    chunks.Add(stream[start..(start + length)]);
                    start += length;
                }

                Receive(chunks).ShouldBe(whole);
            },
            cases: 200
        );
    }

    [Fact]
    public void One_byte_at_a_time_is_enough() => Receive([.. Stream().Select(value => new[] { value })]).ShouldBe(Receive([Stream()]));

    private static byte[] Stream()
    {
        PullMessageRequestHeader pull = new()
        {
            ConsumerGroup = "g",
            Topic = "topic \"t\" 主题",
            QueueOffset = 42,
        };
        PullMessageResponseHeader answer = new() { NextBeginOffset = 43 };
        return
        [
            .. Encode.Frame(11, pull, FrameDefaults.Binary),
            .. Encode.Frame(11, pull, FrameDefaults.Json),
            .. Encode.Frame(0, answer, FrameDefaults.Binary, "body"u8, "remark", flags: CommandFlags.Response),
            .. Encode.Frame(0, default(EmptyHeader), FrameDefaults.Json, "body"u8, "re\nmark", flags: CommandFlags.Response),
        ];
    }

    private static List<string> Receive(IReadOnlyList<byte[]> chunks)
    {
        List<string> frames = [];
        List<byte> buffer = [];
        foreach (byte[] chunk in chunks)
        {
            buffer.AddRange(chunk);
            while (FrameReader.TryGetLength(buffer.ToArray(), FrameLimits.DefaultMaxFrameLength, out int length))
            {
                RemotingFrame frame = FrameReader.Parse(buffer[..length].ToArray());
                string fields = string.Join(';', frame.Header.ToDictionary().OrderBy(field => field.Key));
                frames.Add($"{frame.Code} {frame.Flags} {frame.Remark} {fields} {Convert.ToHexString(frame.Body.Span)}");
                buffer.RemoveRange(0, length);
            }
        }

        buffer.ShouldBeEmpty();
        return frames;
    }
}
