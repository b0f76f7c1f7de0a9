namespace RocketMq.Transport.Correlation;

/// <summary>An item that links to the next one while it rests in a <see cref="ReturnStack{T}" />.</summary>
internal interface IReturnable<T>
    where T : class
{
    T? NextReturned { get; set; }
}
