using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMq.Offsets;
using RocketMq.Protocol;
using RocketMq.Tests.EndToEnd;
using RocketMq.Tests.Kit;

namespace RocketMq.Tests.Offsets;

public sealed class LocalFileOffsetStoreTests : IDisposable
{
    private static readonly MessageQueue First = new("orders", "broker-a", 0);
    private static readonly MessageQueue Second = new("orders", "broker-b", 1);

    private readonly TemporaryDirectory _directory = new();
    private readonly LogLines _log = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_was_committed_is_there_after_a_restart()
    {
        await using (LocalFileOffsetStore before = await OpenAsync())
        {
            (await before.ReadAsync(First, Cancellation)).ShouldBeNull();
            await Task.WhenAll(
                before.CommitAsync(First, 42, Cancellation).AsTask(),
                before.CommitAsync(Second, long.MaxValue, Cancellation).AsTask()
            );
        }

        await using LocalFileOffsetStore after = await OpenAsync();
        (await after.ReadAsync(First, Cancellation)).ShouldBe(42);
        (await after.ReadAsync(Second, Cancellation)).ShouldBe(long.MaxValue);
    }

    [Fact]
    public async Task The_file_is_byte_for_byte_what_java_writes_in_one_line()
    {
        await using LocalFileOffsetStore store = await OpenAsync();
        await store.CommitAsync(new MessageQueue("TopicA", "broker-a", 0), 42, Cancellation);
        string expected = JavaFiles().Single(file => file.What.EndsWith("one queue", StringComparison.Ordinal)).Compact;
        (await File.ReadAllTextAsync(store.Path, Cancellation)).ShouldBe(expected);
    }

    [Fact]
    public async Task Files_of_java_are_read_in_both_of_its_forms()
    {
        foreach ((string what, string compact, string pretty) in JavaFiles())
        {
            foreach (string text in (string[])[compact, pretty])
            {
                await WriteAsync("offsets.json", text);
                await using LocalFileOffsetStore store = await OpenAsync();
                long? expected = what.EndsWith("empty", StringComparison.Ordinal) ? null : 42;
                (await store.ReadAsync(new MessageQueue("TopicA", "broker-a", 0), Cancellation)).ShouldBe(expected, what);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"offsetTable\":{{\"brokerName\":\"broker-a\",\"queueId\":0,\"topic\":\"ord")]
    [InlineData("\0\0\0\0")]
    public async Task A_torn_file_is_named_and_the_state_before_it_used(string torn)
    {
        await using (LocalFileOffsetStore before = await OpenAsync())
        {
            await before.CommitAsync(First, 1, Cancellation);
            await before.CommitAsync(First, 2, Cancellation);
        }

        await WriteAsync("offsets.json", torn);
        await using LocalFileOffsetStore after = await OpenAsync();
        (await after.ReadAsync(First, Cancellation)).ShouldBe(1);
        _log.All.ShouldContain(line => line.StartsWith("Warning") && line.Contains(after.Path) && line.Contains("cannot be read"));
        _log.All.ShouldContain(line => line.Contains("goes on from") && line.Contains(after.Path + ".bak"));
    }

    [Fact]
    public async Task A_missing_file_with_a_backup_goes_on_from_the_backup()
    {
        await WriteAsync("offsets.json.bak", """{"offsetTable":{{"brokerName":"broker-a","queueId":0,"topic":"orders"}:7}}""");
        await using LocalFileOffsetStore store = await OpenAsync();
        (await store.ReadAsync(First, Cancellation)).ShouldBe(7);
    }

    [Fact]
    public async Task Two_torn_files_stop_the_start_and_say_what_to_do()
    {
        await WriteAsync("offsets.json", "{");
        await WriteAsync("offsets.json.bak", "[");
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(async () => await OpenAsync());
        error.Reason.ShouldBe(RocketMqErrorReason.OffsetsUnavailable);
        error.Message.ShouldContain("delete both");

        await WriteAsync("offsets.json", """{"offsetTable":{}}""");
        await using LocalFileOffsetStore repaired = await OpenAsync();
    }

    [Fact]
    public async Task A_second_consumer_on_the_same_file_is_refused_until_the_first_is_gone()
    {
        LocalFileOffsetStore first = await OpenAsync();
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(async () => await OpenAsync());
        error.Message.ShouldContain("InstanceName");
        await first.DisposeAsync();
        await using LocalFileOffsetStore second = await OpenAsync();
    }

    [Fact]
    public async Task A_write_that_was_cut_off_by_a_crash_leaves_the_state_before()
    {
        await using (LocalFileOffsetStore before = await OpenAsync())
            await before.CommitAsync(First, 5, Cancellation);

        await WriteAsync("offsets.json.tmp", "{\"offsetTable\":{{\"bro");
        await using LocalFileOffsetStore after = await OpenAsync();
        (await after.ReadAsync(First, Cancellation)).ShouldBe(5);
        await after.CommitAsync(First, 6, Cancellation);
        File.Exists(after.Path + ".tmp").ShouldBeFalse();
    }

    [Fact]
    public async Task Names_cannot_leave_the_directory()
    {
        await using var store = new LocalFileOffsetStore(_directory.Path, "..", "%RETRY%a|b", NullLogger.Instance);
        await store.OpenAsync(Cancellation);
        await store.CommitAsync(First, 1, Cancellation);
        Path.GetFullPath(store.Path).ShouldStartWith(_directory.Path + Path.DirectorySeparatorChar);
        File.Exists(store.Path).ShouldBeTrue();
    }

    private static List<(string What, string Compact, string Pretty)> JavaFiles()
    {
        string file = Path.Combine(RepositoryRoot.Path, "tests", "golden", "vectors", "json_bodies.json");
        if (!File.Exists(file))
            Assert.Skip($"{file} is not there.");

        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
        List<(string, string, string)> files = [];
        foreach (JsonElement example in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            string what = example.GetProperty("what").GetString()!;
            if (
                what.StartsWith("local offset store", StringComparison.Ordinal)
                && example.TryGetProperty("prettyJson", out JsonElement pretty)
            )
                files.Add((what, example.GetProperty("json").GetString()!, pretty.GetString()!));
        }

        files.ShouldNotBeEmpty();
        return files;
    }

    private async Task<LocalFileOffsetStore> OpenAsync()
    {
        var store = new LocalFileOffsetStore(_directory.Path, "DEFAULT", "billing", _log);
        await store.OpenAsync(Cancellation);
        return store;
    }

    private async Task WriteAsync(string name, string text)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_directory.Path, "DEFAULT", "billing")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, name), Encoding.UTF8.GetBytes(text), Cancellation);
    }
}
