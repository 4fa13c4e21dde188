using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentWeb.Core.Data.Configurations;

internal sealed class QueueTurnConfiguration : IEntityTypeConfiguration<QueueTurn>
{
    public void Configure(EntityTypeBuilder<QueueTurn> builder)
    {
        builder.HasKey(t => t.OwnerId);
        builder.Property(t => t.OwnerId).ValueGeneratedNever();
        builder.HasOne<AppUser>().WithOne().HasForeignKey<QueueTurn>(t => t.OwnerId).OnDelete(DeleteBehavior.Cascade);

        // Who waits; the highest number given out.
        builder.HasIndex(t => new { t.IsWaiting, t.LastServed });
        builder.HasIndex(t => t.LastServed);
    }
}
