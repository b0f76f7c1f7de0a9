using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RocketMq.Protocol;

namespace RocketMq.Offsets;

/// <summary>
/// The offsets of a broadcasting consumer, in a file of this machine: <c>directory/client/group/offsets.json</c>. Only one consumer at a time may
/// use it. Commits made while a write is under way share the next one. Thread-safe.
/// </summary>
internal sealed partial class LocalFileOffsetStore(string directory, string client, string group, ILogger logger) : IOffsetStore
{
    private readonly ConcurrentDictionary<MessageQueue, long> _offsets = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly string _folder = System.IO.Path.Combine(directory, Escape(client), Escape(group));
    private FileStream? _lock;
    private LocalOffsetFile? _file;
    private long _changes;
    private long _written;

    public string Path => System.IO.Path.Combine(_folder, "offsets.json");

    public async ValueTask OpenAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (_lock is not null)
                return;

            FileStream taken = TakeFolder();
            try
            {
                var file = new LocalOffsetFile(Path);
                await LoadAsync(file, ct).ConfigureAwait(false);
                _file = file;
                _lock = taken;
            }
            catch
            {
                await taken.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public ValueTask<long?> ReadAsync(MessageQueue queue, CancellationToken ct) =>
        ValueTask.FromResult(_offsets.TryGetValue(queue, out long offset) ? offset : (long?)null);

    public async ValueTask CommitAsync(MessageQueue queue, long offset, CancellationToken ct)
    {
        _offsets[queue] = offset;
        long change = Interlocked.Increment(ref _changes);
        await _turn.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (_written >= change)
                return;

            if (_file is not { } file)
                throw new InvalidOperationException($"The offset store {Path} is not open.");

            // Read first: what changes from here on may miss this write and must not count as written.
            long covered = Interlocked.Read(ref _changes);
            // Not to be cancelled half way: the draft is worthless then, and the next commit would write it all again.
            await file.WriteAsync(new Dictionary<MessageQueue, long>(_offsets), CancellationToken.None).ConfigureAwait(false);
            _written = covered;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_lock is { } taken)
                await taken.DisposeAsync().ConfigureAwait(false);

            _lock = null;
            _file = null;
        }
        finally
        {
            _turn.Release();
        }
    }

    // Also exclusive between processes, and gone when the process is.
    private FileStream TakeFolder()
    {
        string path = System.IO.Path.Combine(_folder, "offsets.lock");
        try
        {
            Directory.CreateDirectory(_folder);
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RocketMqException(
                RocketMqErrorReason.OffsetsUnavailable,
                $"The broadcasting consumer of group '{group}' cannot take {path}: {exception.Message} If another consumer of this group uses it "
                    + "(they would overwrite each other's offsets), give each client its own RocketMqClientOptions.InstanceName, which must stay the same "
                    + "over restarts, or each consumer its own PushConsumerOptions.OffsetDirectory.",
                innerException: exception
            );
        }
    }

    private async ValueTask LoadAsync(LocalOffsetFile file, CancellationToken ct)
    {
        IReadOnlyDictionary<MessageQueue, long>? offsets = await TryReadAsync(file, ct).ConfigureAwait(false);
        if (offsets is null)
            Log.NoOffsets(logger, group, file.Path);

        _offsets.Clear();
        foreach ((MessageQueue queue, long offset) in offsets ?? new Dictionary<MessageQueue, long>())
            _offsets[queue] = offset;
    }

    private async ValueTask<IReadOnlyDictionary<MessageQueue, long>?> TryReadAsync(LocalOffsetFile file, CancellationToken ct)
    {
        try
        {
            if (await LocalOffsetFile.ReadAsync(file.Path, ct).ConfigureAwait(false) is { } offsets)
                return offsets;
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            Log.Unreadable(logger, exception, file.Path, file.BackupPath);
            return await ReadBackupAsync(file, exception, ct).ConfigureAwait(false);
        }

        return await ReadBackupAsync(file, null, ct).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyDictionary<MessageQueue, long>?> ReadBackupAsync(
        LocalOffsetFile file,
        Exception? failure,
        CancellationToken ct
    )
    {
        try
        {
            if (await LocalOffsetFile.ReadAsync(file.BackupPath, ct).ConfigureAwait(false) is { } offsets)
            {
                Log.UsingBackup(logger, group, file.BackupPath, file.Path);
                return offsets;
            }
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            failure ??= exception;
        }

        // Nothing was ever written: a first start. A file that is there and says nothing may hide how far the consumer came.
        return failure is null
            ? null
            : throw new RocketMqException(
                RocketMqErrorReason.OffsetsUnavailable,
                $"The offsets of broadcasting group '{group}' cannot be read, neither from {file.Path} ({failure.Message}) nor from its backup. "
                    + "Restore one of them, or delete both to begin where PushConsumerOptions.From says.",
                innerException: failure
            );
    }

    private static bool IsUnreadable(Exception exception) => exception is ProtocolException or IOException or UnauthorizedAccessException;

    // Groups may hold '%' and '|', instance names anything; "." and ".." must not climb.
    private static string Escape(string name)
    {
        string escaped = Uri.EscapeDataString(name);
        return escaped is "." or ".." ? escaped.Replace(".", "%2E", StringComparison.Ordinal) : escaped;
    }

    private static partial class Log
    {
        [LoggerMessage(
            2811,
            LogLevel.Information,
            "Broadcasting group {Group} has no offset file {Path} yet; it begins where its options say."
        )]
        public static partial void NoOffsets(ILogger logger, string group, string path);

        [LoggerMessage(2812, LogLevel.Warning, "The offset file {Path} cannot be read; trying the state before it, {BackupPath}.")]
        public static partial void Unreadable(ILogger logger, Exception exception, string path, string backupPath);

        [LoggerMessage(
            2813,
            LogLevel.Warning,
            "Broadcasting group {Group} goes on from {BackupPath}, since {Path} is missing or cannot be read; what was consumed after it is repeated."
        )]
        public static partial void UsingBackup(ILogger logger, string group, string backupPath, string path);
    }
}
